package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"driver/shopifytokens"
)

var (
	tokens = shopifytokens.New()
	later  atomic.Int64
)

func value(shop string) string {
	token, err := tokens.Token(context.Background(), os.Getenv(shop))
	var none *shopifytokens.NoToken
	if errors.As(err, &none) {
		return fmt.Sprint(none.Status, " ", none.Code)
	}
	return token.Value
}

func callShopify(shop, token string) int {
	url := strings.ReplaceAll(os.Getenv("SHOPIFY_URL"), "{shop}", shop) + "/admin/api/2026-10/graphql.json"
	request, err := http.NewRequest("POST", url, strings.NewReader(`{"query":"{ shop { id } }"}`))
	if err != nil {
		panic(err)
	}
	request.Header.Set("X-Shopify-Access-Token", token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}

func callTwice() string {
	shop := os.Getenv("REFUSED")
	token, err := tokens.Token(context.Background(), shop)
	if err != nil {
		return err.Error()
	}
	status := callShopify(shop, token.Value)
	if status == 401 {
		if token, err = tokens.Refused(context.Background(), shop, token.Version); err != nil {
			return err.Error()
		}
		status = callShopify(shop, token.Value)
	}
	return fmt.Sprint(status)
}

func crowd(asker func() string) []string {
	answers := make(chan string)
	for i := 0; i < 64; i++ {
		go func() { answers <- asker() }()
	}
	var all []string
	for i := 0; i < 64; i++ {
		all = append(all, <-answers)
	}
	return all
}

func count(answers []string, expected string) (found int) {
	for _, answer := range answers {
		if answer == expected {
			found++
		}
	}
	return found
}

func main() {
	clock := tokens.Now
	tokens.Now = func() time.Duration { return clock() + time.Duration(later.Load()) }

	all := append(crowd(func() string { return value("CROWD") }), value("CROWD"))
	distinct := map[string]bool{}
	for _, token := range all {
		distinct[token] = true
	}
	fmt.Println("crowd", len(all), len(distinct))
	fmt.Println("refused", count(crowd(callTwice), "200"))
	busy := append(crowd(func() string { return value("BUSY") }), crowd(func() string { return value("BUSY") })...)
	fmt.Println("busy", len(busy), count(busy, "503 shopify-unavailable"))
	value("PERMANENT")
	fmt.Println("permanent", strings.HasPrefix(value("PERMANENT"), "shp"))
	token := value("OUTAGE")
	later.Store(int64(40 * time.Minute))
	fmt.Println("outage", count(crowd(func() string { return value("OUTAGE") }), token))
	later.Store(int64(61 * time.Minute))
	fmt.Println("ended", count(crowd(func() string { return value("OUTAGE") }), "503 keys-unavailable"))
}
