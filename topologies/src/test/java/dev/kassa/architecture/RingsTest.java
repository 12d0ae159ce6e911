package dev.kassa.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house's walls: rules are pure, wiring stays outside of them, and no application knows the edge or a channel. */
final class RingsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("dev/kassa/avro/"))
            .importPackages("dev.kassa");

    private static final Pattern WIRING = Pattern.compile(".*(Codec|Topology|Processor|Store|File)(\\$.*)?");

    /** What decides and evolves: everything in a capability's package that is not named as its wiring. */
    private static final DescribedPredicate<JavaClass> RULES = resideInAnyPackage(
                    "dev.kassa.payment..",
                    "dev.kassa.refund..",
                    "dev.kassa.ledger..",
                    "dev.kassa.idempotency..",
                    "dev.kassa.channelcall..",
                    "dev.kassa.pricing..",
                    "dev.kassa.reference..",
                    "dev.kassa.risk..",
                    // the files and the work on them are its shell
                    "dev.kassa.export")
            .and(describe(
                    "wiring",
                    (JavaClass type) -> !WIRING.matcher(type.getName()).matches()))
            .as("rules");

    @Test
    void rules_know_no_log_no_format_no_network_and_no_threads() {
        noClasses()
                .that(RULES)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache..",
                        "dev.kassa.avro..",
                        "dev.kassa.port..",
                        "tools.jackson..",
                        "io..",
                        "java.net..",
                        "java.io..",
                        "java.nio.file..",
                        "java.util.concurrent.."))
                .because("a rule is told what it needs, and answers what is to be done")
                .check(HOUSE);
    }

    @Test
    void rules_ask_no_clock_and_no_chance() {
        noClasses()
                .that(RULES)
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        java.time.Clock.class,
                        java.util.Random.class,
                        java.util.random.RandomGenerator.class,
                        java.security.SecureRandom.class))
                .orShould()
                .callMethodWhere(asksClockOrChance())
                .because("a replay of the log must give the same bytes")
                .check(HOUSE);
    }

    @Test
    void topologies_know_neither_the_edge_nor_a_channel() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.kassa.edge..", "dev.kassa.channel..", "dev.kassa.standalone.."))
                .check(HOUSE);
    }

    @Test
    void the_core_and_the_views_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.kassa.core..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.kassa.view..", "dev.kassa.query.."))
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage("dev.kassa.view..", "dev.kassa.query..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.kassa.core.."))
                .check(HOUSE);
    }

    @Test
    void packages_do_not_go_round_in_circles() {
        slices().matching("dev.kassa.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void rules_are_found_and_wiring_is_not_taken_for_rules() {
        assertThat(HOUSE.that(RULES))
                .extracting(JavaClass::getSimpleName)
                .contains("PaymentRules", "RefundRules", "HashChain", "Fingerprint", "ExportRules")
                .doesNotContain("EntryCodec", "CoreProcessor");
    }

    private static DescribedPredicate<JavaMethodCall> asksClockOrChance() {
        Pattern asks = Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty)"
                + "|java\\.time\\.\\w+\\.now|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID");
        return describe("asks the clock, the environment or chance", call -> {
            AccessTarget.MethodCallTarget target = call.getTarget();
            return asks.matcher(target.getOwner().getName() + "." + target.getName())
                    .matches();
        });
    }
}
