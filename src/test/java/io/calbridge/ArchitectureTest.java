package io.calbridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.calbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule data_flows_from_calendar_to_booking_to_conference_to_bridge = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("start").definedBy("io.calbridge", "io.calbridge.cli..")
            .layer("operator").definedBy("io.calbridge.operator..")
            .layer("calendar").definedBy("io.calbridge.calendar..")
            .layer("booking").definedBy("io.calbridge.booking..")
            .layer("conference").definedBy("io.calbridge.conference..")
            .layer("bridge").definedBy("io.calbridge.bridge..")
            .layer("store").definedBy("io.calbridge.store..")
            .layer("settings").definedBy("io.calbridge.settings..")
            .layer("simulator").definedBy("io.calbridge.simulator..")
            .whereLayer("start").mayNotBeAccessedByAnyLayer()
            .whereLayer("operator").mayOnlyBeAccessedByLayers("start")
            .whereLayer("calendar").mayOnlyBeAccessedByLayers("start", "operator")
            .whereLayer("booking").mayOnlyBeAccessedByLayers("start", "operator", "calendar")
            .whereLayer("conference").mayOnlyBeAccessedByLayers("start", "operator", "calendar", "booking")
            .whereLayer("bridge").mayOnlyBeAccessedByLayers("start", "operator", "calendar", "booking", "conference")
            .whereLayer("store").mayOnlyBeAccessedByLayers("start", "operator", "calendar", "booking", "conference", "bridge")
            .whereLayer("settings").mayOnlyBeAccessedByLayers("start", "operator", "calendar", "booking", "conference",
                    "bridge", "store")
            .whereLayer("simulator").mayOnlyBeAccessedByLayers("start");

    @ArchTest
    static final ArchRule the_simulator_knows_nothing_of_the_rest = noClasses()
            .that().resideInAPackage("io.calbridge.simulator..")
            .should().dependOnClassesThat(oursOutside("io.calbridge.simulator"));

    @ArchTest
    static final ArchRule settings_know_nothing_of_the_rest = noClasses()
            .that().resideInAPackage("io.calbridge.settings..")
            .should().dependOnClassesThat(oursOutside("io.calbridge.settings"));

    @ArchTest
    static final ArchRule no_two_packages_need_each_other = slices().matching("io.calbridge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule http_is_camels_and_stands_in_routes = noClasses()
            .that().resideOutsideOfPackage("io.calbridge.simulator..")
            .should().dependOnClassesThat().resideInAnyPackage("java.net.http..")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.HttpURLConnection")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.net.URLConnection");

    @ArchTest
    static final ArchRule time_comes_from_an_injected_clock = noClasses()
            .that().resideInAnyPackage("io.calbridge.calendar..", "io.calbridge.booking..", "io.calbridge.conference..",
                    "io.calbridge.bridge..", "io.calbridge.store..")
            .should().callMethod(Instant.class, "now")
            .orShould().callMethod(System.class, "currentTimeMillis");

    private static DescribedPredicate<JavaClass> oursOutside(String folder) {
        return describe("are ours outside of " + folder, type -> type.getPackageName().startsWith("io.calbridge")
                && !type.getPackageName().startsWith(folder));
    }
}
