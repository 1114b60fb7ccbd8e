package dev.tokenbroker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tokenbroker.secret.SecretString;
import dev.tokenbroker.token.DataKey;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the program: what may know what. A change here is a change of the design, and is made on purpose. */
class ArchitectureTest {
    private static final String ROOT = "dev.tokenbroker.";
    private static final String ANY = "*";

    /** Each package and what it may import. Adapters stand at the end: nobody imports them but startup. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("secret", Set.of()),
            Map.entry("shop", Set.of()),
            Map.entry("cache", Set.of()),
            Map.entry("logline", Set.of()),
            Map.entry("app", Set.of("secret", "shop")),
            Map.entry("token", Set.of("app", "secret", "shop")),
            Map.entry("caller", Set.of("app", "cache", "shop")),
            Map.entry("audit", Set.of("app", "caller", "secret", "shop", "token")),
            Map.entry("installation", Set.of("app", "audit", "caller", "shop", "token")),
            Map.entry("broker", Set.of("app", "audit", "cache", "installation", "secret", "shop", "token")),
            Map.entry("operations", Set.of("app", "audit", "broker", "installation", "token")),
            Map.entry("http", Set.of("caller", "shop")),
            Map.entry(
                    "rest",
                    Set.of(
                            "app",
                            "audit",
                            "broker",
                            "caller",
                            "http",
                            "installation",
                            "operations",
                            "secret",
                            "shop",
                            "token")),
            Map.entry("importer", Set.of("secret", "shop")),
            Map.entry("oauth", Set.of("app", "audit", "broker", "http", "installation", "secret", "shop")),
            Map.entry("webhook", Set.of("app", "broker", "http", "installation", "shop")),
            Map.entry("notification", Set.of("installation", "secret")),
            Map.entry("health", Set.of("broker", "caller", "installation")),
            Map.entry("shopify", Set.of("app", "secret", "shop", "token")),
            Map.entry("localkeys", Set.of("token")),
            Map.entry("tracing", Set.of("token")),
            Map.entry("vault", Set.of("app", "secret", "token")),
            Map.entry(
                    "postgres",
                    Set.of("app", "audit", "caller", "installation", "operations", "secret", "shop", "token")),
            Map.entry("startup", Set.of(ANY)),
            Map.entry("simulator", Set.of("shop")),
            Map.entry("vaultsim", Set.of()),
            Map.entry("world", Set.of(ANY)));

    private static final Set<String> ADAPTERS = Set.of(
            "rest",
            "oauth",
            "webhook",
            "notification",
            "health",
            "shopify",
            "localkeys",
            "tracing",
            "vault",
            "postgres");
    private static final Set<String> WORLD = Set.of("world", "simulator", "vaultsim");

    /** The places where a token is turned into bytes that leave the process, are sealed, or are hashed. */
    private static final Set<String> REVEALING = Set.of(
            "rest.AccessTokenBody",
            "shopify.ShopifyAdminProbe",
            "shopify.ShopifyAppUninstall",
            "shopify.ShopifyIdTokens",
            "shopify.TokenForm",
            "importer.ImportLine",
            "notification.Signature",
            "token.TokenCipher",
            "audit.Fingerprints",
            "app.ClientSecret",
            "app.SignatureVerifier",
            "vault.Logins",
            "vault.VaultConnection");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tokenbroker");

    @Test
    void everyPackageHasItsRowInTheTable() {
        assertThat(CLASSES.stream().map(ArchitectureTest::home).collect(Collectors.toSet()))
                .isEqualTo(MAY_IMPORT.keySet());
    }

    @Test
    void aPackageImportsWhatItsRowSays() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(ROOT))
                        .filter(dependency ->
                                !mayImport(home(dependency.getOriginClass()), home(dependency.getTargetClass())))
                        .map(dependency -> dependency.getDescription()))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.tokenbroker.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyImportsAnAdapterButStartup() {
        MAY_IMPORT.forEach((home, imports) ->
                assertThat(imports.stream().filter(ADAPTERS::contains)).as(home).isEmpty());
    }

    /**
     * Quarkus 3.34 lists a resource's methods by their HTTP methods, in the order of a map where just these two come as chance will
     * have it: one commit would be two images.
     */
    @Test
    void noResourceHasBothGetAndDelete() {
        assertThat(CLASSES.stream()
                        .filter(type -> answers(type, GET.class) && answers(type, DELETE.class))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    private static boolean answers(JavaClass type, Class<? extends Annotation> method) {
        return type.getMethods().stream().anyMatch(each -> each.isAnnotatedWith(method));
    }

    /** The packaged application does without them. */
    @Test
    void nothingImportsTheDevelopmentWorld() {
        assertThat(MAY_IMPORT.get("startup")).containsExactly(ANY);
        assertThat(mayImport("startup", "world")).isFalse();
        MAY_IMPORT.forEach((home, imports) -> assertThat(imports).as(home).doesNotContainAnyElementsOf(WORLD));
    }

    record Foreign(String library, String... homes) {}

    static Stream<Foreign> foreignLibraries() {
        return Stream.of(
                new Foreign("org.hibernate..", "postgres"),
                new Foreign("jakarta.persistence..", "postgres"),
                new Foreign("io.vertx.mutiny.sqlclient..", "postgres"),
                new Foreign("io.vertx.sqlclient..", "postgres"),
                new Foreign("io.vertx.pgclient..", "postgres"),
                new Foreign("io.vertx.mutiny.pgclient..", "postgres"),
                new Foreign("org.flywaydb..", "postgres"),
                // caller: Quarkus hands the routing context, and the request in it, to whoever authenticates
                new Foreign(
                        "io.vertx.core.http..",
                        "http",
                        "caller",
                        "shopify",
                        "notification",
                        "simulator",
                        "vaultsim",
                        "world"),
                new Foreign("io.github.jopenlibs..", "vault"),
                new Foreign("io.vertx.ext.web..", "http", "caller", "simulator"),
                new Foreign("com.github.benmanes.caffeine..", "cache"),
                // caller: SmallRye JWT's own reader of JSON, so that both see the same members
                new Foreign("org.jose4j..", "world", "caller"),
                new Foreign("io.smallrye.jwt..", "caller"),
                new Foreign("io.quarkus.smallrye.jwt..", "caller"),
                // shopify, webhook: read what Shopify writes more leniently than we let anybody write to us
                // importer: reads what other systems write
                new Foreign("com.fasterxml.jackson..", "http", "rest", "shopify", "webhook", "importer"),
                new Foreign("com.fasterxml.jackson.dataformat..", "importer"),
                new Foreign("io.quarkus.logging.json..", "logline"),
                new Foreign("org.jboss.logmanager..", "logline"),
                new Foreign("io.opentelemetry..", "tracing"),
                new Foreign("io.quarkus.opentelemetry..", "tracing"),
                new Foreign("io.zonky..", "world"));
    }

    @ParameterizedTest
    @MethodSource("foreignLibraries")
    void aForeignLibraryIsKnownInItsPlaceAlone(Foreign foreign) {
        String[] homes =
                Stream.of(foreign.homes()).map(home -> ROOT + home + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign.library())
                .check(CLASSES);
    }

    @Test
    void aSecretIsRevealedInTheListedPlacesAlone() {
        assertThat(CLASSES.get(SecretString.class).getMethod("reveal").getAccessesToSelf().stream()
                        .map(JavaAccess::getOriginOwner)
                        .filter(type -> !WORLD.contains(home(type)))
                        .map(type -> type.getName().substring(ROOT.length()))
                        .collect(Collectors.toSet()))
                .isEqualTo(REVEALING);
    }

    @Test
    void aDataKeyLeavesItsClassForKeyServicesAlone() {
        assertThat(CLASSES.get(DataKey.class).getMethod("material").getAccessesToSelf().stream()
                        .map(JavaAccess::getOriginOwner)
                        .map(ArchitectureTest::home))
                .isNotEmpty()
                .allMatch(Set.of("localkeys", "vault")::contains);
    }

    @Test
    void timeIsInjected() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + "startup..", ROOT + "world..", ROOT + "simulator..", ROOT + "vaultsim..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethodWhere(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "a clock of the system or a date of today", ArchitectureTest::readsTheWallClock))
                .check(CLASSES);
    }

    private static boolean readsTheWallClock(com.tngtech.archunit.core.domain.JavaMethodCall call) {
        MethodCallTarget target = call.getTarget();
        boolean clock = target.getOwner().isEquivalentTo(Clock.class)
                && target.getName().startsWith("system");
        boolean today = target.getOwner().getPackageName().equals("java.time")
                && target.getName().equals("now")
                && target.getRawParameterTypes().isEmpty();
        return clock || today;
    }

    @Test
    void noNameSaysThatItsClassIsAJunkDrawer() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|DTO|Dto|Data|Info)")
                .check(CLASSES);
    }

    @Test
    void whatIsNeededComesThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("jakarta.persistence.PersistenceContext")
                .check(CLASSES);
    }

    /** But by the command whose result that is. */
    @Test
    void nothingIsPrintedPastTheLog() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "world..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "importer.ImportCommand")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    /** A transaction is a statement or a function over a connection; an annotation would hold one over a call to Shopify. */
    @Test
    void noTransactionIsHeldByAnAnnotation() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "io.quarkus.hibernate.reactive.panache..")
                .check(CLASSES);
    }

    private static boolean mayImport(String home, String imported) {
        Set<String> row = MAY_IMPORT.getOrDefault(home, Set.of());
        return home.equals(imported)
                || row.contains(imported)
                || row.contains(ANY) && (home.equals("world") || !WORLD.contains(imported));
    }

    /** The first package below the root. */
    private static String home(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }
}
