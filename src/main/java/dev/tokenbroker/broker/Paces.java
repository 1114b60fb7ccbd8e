package dev.tokenbroker.broker;

import dev.tokenbroker.app.AppName;
import dev.tokenbroker.token.RefreshSettings;
import dev.tokenbroker.token.Ticker;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Each app's pace: Shopify counts by app. */
@Singleton
final class Paces {
    private final Ticker ticker;
    private final int perSecond;
    private final Map<AppName, Pace> paces = new ConcurrentHashMap<>();

    Paces(Ticker ticker, RefreshSettings settings) {
        this.ticker = ticker;
        this.perSecond = settings.perSecond();
    }

    Pace of(AppName app) {
        return paces.computeIfAbsent(app, name -> new Pace(ticker, perSecond));
    }
}
