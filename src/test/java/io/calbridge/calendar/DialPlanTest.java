package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.settings.Settings;
import io.calbridge.store.Participant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialPlanTest {

    private static final RoomDirectory ROOMS = RoomDirectory.parse("rooms.csv", """
            address,name,dial,mode
            Boardroom@Example.com,Board room,sip:Desk.EX90@Example.com,automatic
            silent@example.com,Silent room,sip:silent@example.com,none
            phone@example.com,Phone,tel:+49 (40) 9876-5,automatic
            old@example.com,Old codec,h323:Old@example.com,automatic
            """);

    private static ReadFeed read(List<String> domains, List<String> numbers, String... attendees) {
        List<String> lines = new ArrayList<>(List.of("DTSTART:20261123T090000Z"));
        Arrays.stream(attendees).map(attendee -> "ATTENDEE" + attendee).forEach(lines::add);
        return ReadFeed.of(event(lines.toArray(String[]::new)), new DialPlan(new Settings.Dial(domains, numbers), ROOMS));
    }

    private static List<Participant> participants(String... attendees) {
        return read(List.of("*"), List.of(), attendees).meetings.get(0).participants();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:Room@Example.com, room@example.com", "SIP:room@example.com, room@example.com", "sips:room@example.com, room@example.com",
        "sip:room@example.com;transport=tls, room@example.com", "sip:room@example.com?subject=x, room@example.com",
        "sip:room@example.com:5061, room@example.com:5061", "h323:room@example.com, h323:room@example.com",
        "sip:12345@example.com, 12345@example.com", "sip:room@[2001:db8::1], room@[2001:db8::1]", "sip:room@10.0.0.1, room@10.0.0.1",
        "sip:host.example.com, host.example.com",
    })
    void an_address_is_sent_as_TMS_sends_it(String uri, String address) {
        assertThat(participants(":" + uri)).extracting(Participant::address).containsExactly(address);
    }

    @Test
    void attendees_without_an_address_to_dial_are_not_dialled() {
        assertThat(participants(":mailto:ann@example.com", ":urn:uuid:1", ":invalid:nomail", ":", ":CN=x")).isEmpty();
    }

    @Test
    void a_room_is_found_by_its_mail_address_whatever_its_case_and_form() {
        for (String attendee : new String[] {":mailto:boardroom@example.com", ":MAILTO:BoardRoom@EXAMPLE.com", ":boardroom@example.com",
            ";EMAIL=boardroom@example.com:invalid:nomail", ";CUTYPE=ROOM;CN=\"x\":mailto:boardroom@example.com"}) {
            assertThat(participants(attendee)).as(attendee)
                    .containsExactly(new Participant("desk.ex90@example.com", "Board room", Participant.Mode.AUTOMATIC));
        }
        assertThat(participants(":mailto:silent@example.com")).extracting(Participant::mode).containsExactly(Participant.Mode.NONE);
    }

    @Test
    void a_participant_who_declined_is_not_dialled_and_one_who_has_not_answered_is() {
        assertThat(participants(";PARTSTAT=DECLINED:sip:a@example.com", ";PARTSTAT=declined:mailto:boardroom@example.com",
                ";PARTSTAT=NEEDS-ACTION:sip:b@example.com", ";PARTSTAT=TENTATIVE:sip:c@example.com", ":sip:d@example.com"))
                .extracting(Participant::address).containsExactly("b@example.com", "c@example.com", "d@example.com");
    }

    @Test
    void an_address_stands_once_whatever_its_case_and_however_it_came_in() {
        assertThat(participants(":sip:Desk.EX90@example.com", ":SIPS:desk.ex90@EXAMPLE.com;x=y", ":mailto:boardroom@example.com"))
                .containsExactly(new Participant("desk.ex90@example.com", "Board room", Participant.Mode.AUTOMATIC));
        assertThat(participants(":sip:silent@example.com")).extracting(Participant::mode).containsExactly(Participant.Mode.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@example.com, example.com, true", "sip:a@EXAMPLE.com, Example.COM, true", "sip:a@sub.example.com, example.com, false",
        "sip:a@sub.example.com, *.example.com, true", "sip:a@example.com, *.example.com, false", "sip:a@badexample.com, *.example.com, false",
        "sip:a@example.com.evil.org, example.com, false", "sip:a@evil.org, *, true", "h323:a@evil.org, example.com, false",
        "sip:a@example.com:5061, example.com, true", "sip:a@evil.org@example.com, example.com, false", "sip:evil.org, example.com, false",
        "sip:a@evil.org?x=@example.com, example.com, false", "sip:a@evil.org;x=@example.com, example.com, false",
    })
    void only_allowed_domains_are_dialled(String uri, String domain, boolean dialled) {
        ReadFeed feed = read(List.of(domain), List.of(), ":" + uri);

        assertThat(feed.meetings).singleElement().satisfies(meeting -> assertThat(meeting.participants()).hasSize(dialled ? 1 : 0));
        assertThat(feed.remarks).hasSize(dialled ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "tel:+49-30-1234.5, +49, +493012345", "tel:+49 (30) 12345, +49 30, +493012345", "tel:+493012345;phone-context=x, +49, +493012345",
        "tel:+493012345, +1, ", "tel:+493012345, , ", "tel:0190123, +49, ", "sip:0190123, *, ", "sip:4930, 49, 4930", "h323:4930, 49, h323:4930",
        "tel:abc, +49, ", "tel:, +49, ",
    })
    void numbers_are_dialled_only_with_an_allowed_prefix_also_behind_sip(String uri, String prefix, String dialled) {
        ReadFeed feed = read(List.of("*"), prefix == null ? List.of() : List.of(prefix), ":" + uri);

        assertThat(feed.meetings.get(0).participants()).extracting(Participant::address)
                .containsExactlyElementsOf(dialled == null ? List.of() : List.of(dialled));
        assertThat(feed.remarks).hasSize(dialled == null ? 1 : 0);
    }

    @Test
    void what_the_administrator_wrote_is_always_allowed() {
        assertThat(read(List.of("nowhere.example"), List.of(), ":mailto:boardroom@example.com", ":mailto:phone@example.com",
                ":mailto:old@example.com").meetings.get(0).participants()).extracting(Participant::address)
                .containsExactly("desk.ex90@example.com", "+494098765", "h323:old@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:room 1@example.com", "sip:", "sip:@example.com", "sip:a@", "sip:a@b@c", "sip:a@exa mple.com",
        "sip:<script>@example.com", "sip:a\u0001b@example.com", "sip:a@example.com,b@example.com", "sip:a@-", "h323:", "tel:+"})
    void an_address_that_is_none_is_a_remark_and_no_fault_of_the_meeting(String uri) {
        ReadFeed feed = read(List.of("*"), List.of("+"), ":" + uri, ":sip:good@example.com");

        assertThat(feed.meetings.get(0).participants()).extracting(Participant::address).containsExactly("good@example.com");
        assertThat(feed.remarks).singleElement().asString().startsWith("its attendee '").contains("is not dialled").doesNotContain("\u0001");
    }

    @Test
    void an_endless_address_is_refused_and_an_endless_list_is_cut() {
        assertThat(participants(":sip:" + "a".repeat(300) + "@example.com")).isEmpty();
        String[] many = new String[3000];
        Arrays.setAll(many, i -> ":sip:r" + i + "@example.com");
        assertThat(participants(many)).hasSize(250);
    }

    @Test
    void a_name_is_taken_from_CN_and_the_address_stands_in_for_it() {
        assertThat(participants(";CN=\"Room: 1, East\":sip:a@example.com", ":sip:b@example.com")).extracting(Participant::name)
                .containsExactly("Room: 1, East", "b@example.com");
    }

    private static ReadFeed lines(List<String> domains, String... lines) {
        List<String> all = new ArrayList<>(List.of("DTSTART:20261123T090000Z"));
        all.addAll(List.of(lines));
        return ReadFeed.of(event(all.toArray(String[]::new)),
                new DialPlan(new Settings.Dial(domains, List.of("+49")), new Settings.Pool("P_", 1, 20, "", "meet.example.com"), ROOMS));
    }

    private static List<String> dialledBy(String... lines) {
        return lines(List.of("example.com"), lines).meetings.get(0).participants().stream().map(Participant::address).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "sip:a@example.com | a@example.com", "Board room\\; sip:a@example.com. | a@example.com", "SIP: a@example.com\\, 2nd floor | a@example.com",
        "VC:sip:a@example.com;transport=tls | a@example.com", "<sips:a@example.com> or (h323:b@example.com) | a@example.com;h323:b@example.com",
        "Room 1\\nsip:a@example.com\\nsip:b@example.com | a@example.com;b@example.com", "boardroom@example.com | desk.ex90@example.com",
        "mailto:boardroom@example.com | desk.ex90@example.com", "Desk.EX90@example.com | desk.ex90@example.com", "ann@example.com | ",
        "Board room | ", "tel:+49301234 | ", "Gossip:a@example.com | ", "https://example.com/a@b | ", "sip: | ", "SIP: | ", "sip:12:30 @ noon | ",
        "sip:a@evil.org | ", "sip:a@exa..mple.com@example.com | ",
    })
    void a_location_names_SIP_addresses_and_rooms_in_whatever_people_write_around_them(String location, String addresses) {
        assertThat(dialledBy("LOCATION:" + location)).containsExactlyElementsOf(addresses == null ? List.of() : List.of(addresses.split(";")));
    }

    @Test
    void a_conference_of_RFC_7986_is_dialled_when_its_URI_can_be() {
        assertThat(dialledBy("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=\"Attendee, dial-in\":sip:conf@example.com",
                "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-30-1234", "CONFERENCE;VALUE=URI:https://example.com/x",
                "CONFERENCE;VALUE=URI;FEATURE=CHAT:xmpp:chat@example.com"))
                .containsExactly("conf@example.com", "+49301234");
        assertThat(lines(List.of("*"), "CONFERENCE;VALUE=URI;LABEL=\"Dial: in\":sip:conf@example.com").meetings.get(0).participants())
                .extracting(Participant::name).containsExactly("Dial: in");
    }

    @Test
    void X_CALBRIDGE_DIAL_names_one_or_several() {
        assertThat(dialledBy("X-CALBRIDGE-DIAL:sip:a@example.com, SIPS:b@example.com;transport=tls,c@example.com",
                "X-CALBRIDGE-DIAL:h323:d@example.com\\,+49 30 1234,boardroom@example.com,"))
                .containsExactly("a@example.com", "b@example.com", "c@example.com", "h323:d@example.com", "+49301234", "desk.ex90@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCATION:sip:a@evil.org", "CONFERENCE;VALUE=URI:sip:a@evil.org", "X-CALBRIDGE-DIAL:a@evil.org",
        "CONFERENCE;VALUE=URI:tel:+1900123", "X-CALBRIDGE-DIAL:tel:0190123", "ATTENDEE:sip:a@evil.org", "CONFERENCE:tel:+4930,,,123#",
        "X-CALBRIDGE-DIAL:sip:a b@example.com"})
    void whatever_names_an_address_the_limits_hold_and_each_refusal_is_said(String line) {
        ReadFeed feed = lines(List.of("example.com"), line);

        assertThat(feed.meetings.get(0).participants()).isEmpty();
        assertThat(feed.remarks).singleElement().asString().contains(" is not dialled: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCATION:Dial sip:5@meet.example.com", "ATTENDEE:sip:20@Meet.Example.com:5061", "X-CALBRIDGE-DIAL:1@meet.example.com",
        "CONFERENCE;VALUE=URI:sip:5@meet.example.com;transport=tls", "ATTENDEE:sip:%35@meet.example.com", "ATTENDEE:h323:5@meet.example.com"})
    void a_conference_never_dials_itself_or_another_one_of_ours(String line) {
        ReadFeed feed = lines(List.of("*"), line);

        assertThat(feed.meetings.get(0).participants()).isEmpty();
        assertThat(feed.remarks).singleElement().asString().endsWith(" is a number of our own, and is not dialled");
    }

    @Test
    void others_in_the_domain_of_the_pool_are_dialled() {
        assertThat(lines(List.of("*"), "ATTENDEE:sip:ann@meet.example.com", "ATTENDEE:sip:21@meet.example.com", "ATTENDEE:sip:5@example.com")
                .meetings.get(0).participants()).hasSize(3);
    }

    @Test
    void people_who_are_only_told_are_not_dialled_but_rooms_are_as_Outlook_writes_them() {
        assertThat(dialledBy("ATTENDEE;ROLE=NON-PARTICIPANT:sip:a@example.com", "ATTENDEE;ROLE=OPT-PARTICIPANT:sip:b@example.com",
                "ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;CN=\"Board room\":mailto:boardroom@example.com", "ATTENDEE;ROLE=CHAIR:sip:c@example.com",
                "ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT:sip:d@example.com", "ATTENDEE;CUTYPE=GROUP:sip:e@example.com"))
                .containsExactly("b@example.com", "desk.ex90@example.com", "c@example.com", "d@example.com", "e@example.com");
    }

    @Test
    void whoever_delegated_is_not_dialled_but_the_delegate_is() {
        assertThat(dialledBy("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"sip:b@example.com\":sip:a@example.com",
                "ATTENDEE;DELEGATED-FROM=\"sip:a@example.com\":sip:b@example.com")).containsExactly("b@example.com");
    }

    @Test
    void a_room_that_declined_is_not_dialled_because_the_location_names_it_too() {
        assertThat(dialledBy("ATTENDEE;PARTSTAT=DECLINED:mailto:boardroom@example.com", "LOCATION:boardroom@example.com",
                "X-CALBRIDGE-DIAL:sip:desk.ex90@example.com")).isEmpty();
    }

    @Test
    void an_address_that_stands_in_several_places_is_dialled_once() {
        assertThat(dialledBy("ATTENDEE;CN=Ann:sip:a@example.com", "LOCATION:sip:A@example.com", "X-CALBRIDGE-DIAL:sips:a@example.com",
                "CONFERENCE;VALUE=URI:sip:a@example.com")).containsExactly("a@example.com");
    }
}
