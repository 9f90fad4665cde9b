package io.calbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Cisco TMS 15.3 sends, byte by byte (Cisco TechNote 212298). */
class TmsFlowTest {

    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private CmsSimulator simulator;
    private Wire tms;

    @BeforeEach
    void start() {
        simulator = CmsSimulator.builder().bridges(2).bulkDelay(Duration.ofMillis(20)).start();
        tms = Wire.to(simulator, 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void discovery_finds_the_version_and_every_call_bridge_with_its_address() {
        assertThat(tms.get("/system/status").text("softwareVersion")).isEqualTo("2.0(RC)");
        String listed = tms.get("/callBridges").body();
        assertThat(listed).startsWith("<?xml version=\"1.0\"?><callBridges total=\"2\"><callBridge id=\"")
                .contains("<name>cms1</name>", "<name>cms2</name>").doesNotContain("address", "\n");
        String first = listed.replaceAll("(?s).*?id=\"([^\"]+)\".*", "$1");
        assertThat(tms.get("/callBridges/" + first).body()).isEqualTo("<?xml version=\"1.0\"?><callBridge id=\"" + first
                + "\"><name>cms1</name><address>" + simulator.url(1) + "</address><sipDomain></sipDomain></callBridge>");
    }

    @Test
    void a_meeting_goes_from_profiles_to_its_end_and_leaves_the_slot_as_it_was() {
        String slot = placeholders();

        String secret = "86db1bdd-5cf7-4ea8-b88d-479195f4701a";
        String open = "&nonMemberAccess=true&passcode=&name=Tim Kratzke Acano TMSXE Test Meeting&secret=" + secret;
        assertThat(open).hasSize(117);
        assertThat(tms.put("/cospaces/" + slot, open).reason()).isEqualTo("200");
        Wire.Answer call = tms.post("/calls", "coSpace=" + slot);
        assertThat(call.location()).matches("/api/v1/calls/" + GUID);
        assertThat(call.body()).isEmpty();
        assertThat(tms.get("/calls").body()).matches("<\\?xml version=\"1.0\"\\?><calls total=\"1\"><call id=\"" + call.id()
                + "\"><name>Tim Kratzke Acano TMSXE Test Meeting</name><coSpace>" + slot + "</coSpace><callCorrelator>"
                + GUID + "</callCorrelator></call></calls>");

        assertThat(tms.get("/calllegs").body()).isEqualTo("<?xml version=\"1.0\"?><callLegs total=\"0\"></callLegs>");
        Wire.Answer leg = tms.post("/calls/" + call.id() + "/calllegs", "remoteParty=desk.ex90@tkratzke.local");
        assertThat(leg.location()).matches("/api/v1/callLegs/" + GUID);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
                assertThat(tms.get("/callLegs/" + leg.id()).text("state")).isEqualTo("connected"));

        assertThat(tms.put("/cospaces/" + slot, open).reason()).isEqualTo("200");
        assertThat(simulator.coSpace("1")).hasValueSatisfying(space -> {
            assertThat(space.secret()).isEqualTo(secret);
            assertThat(space.nonMemberAccess()).isTrue();
            assertThat(space.passcode()).isNull();
        });

        String close = "&nonMemberAccess=false&passcode=&name=TMS_Scheduled_Meeting_1&regenerateSecret=true";
        assertThat(close).hasSize(83);
        assertThat(tms.put("/cospaces/" + slot, close).reason()).isEqualTo("200");
        assertThat(tms.get("/calls/" + call.id()).text("name")).isEqualTo("Tim Kratzke Acano TMSXE Test Meeting");
        assertThat(tms.delete("/calls/" + call.id()).reason()).isEqualTo("200");

        assertThat(tms.get("/callLegs").total()).isZero();
        assertThat(simulator.coSpace("1")).hasValueSatisfying(space -> {
            assertThat(space.name()).isEqualTo("TMS_Scheduled_Meeting_1");
            assertThat(space.nonMemberAccess()).isFalse();
            assertThat(space.secret()).isNotNull().isNotEqualTo(secret);
        });
    }

    /** Steps 2 and 3; returns the id of slot 1. */
    private String placeholders() {
        String callProfile = "participantLimit=1000&messageBoardEnabled=false";
        String legProfile = "defaultLayout=telepresence&changeLayoutAllowed=true&presentationContributionAllowed=true"
                + "&presentationViewingAllowed=true&muteSelfAllowed=true&videoMuteSelfAllowed=true";
        assertThat(callProfile).hasSize(47);
        assertThat(legProfile).hasSize(167);
        String profile = tms.post("/callProfiles", callProfile).id();
        String legs = tms.post("/callLegProfiles", legProfile).id();
        String set = "startIndex=1&endIndex=5&coSpaceUriMapping=$index$&coSpaceNameMapping=TMS_Scheduled_Meeting_$index$"
                + "&coSpaceCallIdMapping=$index$&callProfile=" + profile + "&callLegProfile=" + legs + "&nonMemberAccess=false";
        assertThat(set).hasSize(250);
        Wire.Answer made = tms.post("/cospaceBulkParameterSets", set);
        assertThat(made.location()).matches("/api/v1/cospaceBulkParameterSets/" + GUID);
        String sync = tms.post("/cospaceBulkSyncs", "cospaceBulkParameterSet=" + made.id()).id();
        await().untilAsserted(() -> assertThat(tms.get("/cospaceBulkSyncs/" + sync).text("status")).isEqualTo("complete"));

        assertThat(simulator.coSpaces()).extracting(CoSpace::uri).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        assertThat(simulator.coSpaces()).allSatisfy(space -> {
            assertThat(space.name()).isEqualTo("TMS_Scheduled_Meeting_" + space.uri());
            assertThat(space.callId()).isEqualTo(space.uri());
            assertThat(space.callProfile()).isEqualTo(profile);
            assertThat(space.callLegProfile()).isEqualTo(legs);
            assertThat(space.nonMemberAccess()).isFalse();
            assertThat(space.secret()).isNotBlank();
        });
        return simulator.coSpace("1").orElseThrow().id();
    }
}
