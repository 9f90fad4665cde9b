package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.store.Participant;
import org.junit.jupiter.api.Test;

class RoomDirectoryTest {

    private static RoomDirectory parse(String text) {
        return RoomDirectory.parse("config/rooms.csv", text);
    }

    @Test
    void rooms_are_read_with_comments_blank_lines_quotes_and_any_case() {
        RoomDirectory rooms = parse("""
                \uFEFF# our rooms
                Address, Name, Dial, Mode

                boardroom@example.com, "Board room, 1st floor", sip:desk@example.com, Automatic
                # closed
                mailto:Small@example.com,,SIP:Small@Example.com,none
                """.replace("\n", "\r\n"));

        assertThat(rooms.problems()).isEmpty();
        assertThat(rooms.size()).isEqualTo(2);
        assertThat(rooms.find("BoardRoom@example.com")).contains(
                new Participant("desk@example.com", "Board room, 1st floor", Participant.Mode.AUTOMATIC));
        assertThat(rooms.find("small@example.com")).contains(
                new Participant("small@example.com", "small@example.com", Participant.Mode.NONE));
    }

    @Test
    void a_bad_line_is_left_out_and_named_with_its_cure() {
        RoomDirectory rooms = parse("""
                address,name,dial,mode
                # a comment
                a@example.com,A,a@example.com,automatic

                b@example.com,B,sip:b@example.com,sometimes
                c@example.com,C,sip:c@example.com
                d@example.com,D, first floor,sip:d@example.com,none
                ,E,sip:e@example.com,none
                f@example.com,F,,none
                g@example.com,G,sip:g@exa mple.com,none
                h@example.com,H,sip:h@example.com,none
                H@example.com,H,sip:h2@example.com,none
                """);

        assertThat(rooms.problems()).containsExactly(
                "config/rooms.csv line 3: 'sip:' is missing before 'a@example.com' (sips:, h323: and tel: are possible too)",
                "config/rooms.csv line 5: the mode must be automatic or none, not 'sometimes'",
                "config/rooms.csv line 6: it has 3 columns instead of 4; a name that holds a comma must stand in quotes",
                "config/rooms.csv line 7: it has 5 columns instead of 4; a name that holds a comma must stand in quotes",
                "config/rooms.csv line 8: the address is missing",
                "config/rooms.csv line 9: the dial is missing",
                "config/rooms.csv line 10: 'sip:g@exa mple.com' cannot be dialled: it is no address that can be dialled",
                "config/rooms.csv line 12: h@example.com stands in an earlier line already");
        assertThat(rooms.size()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_no_directory_is_said_to_be_none() {
        for (String text : new String[] {"", "   ", "a;b;c;d\n1;2;3;4", "address,name\n", "\u0000\u0001", "address,name,dial,mode,mode\n"}) {
            assertThat(parse(text).problems()).as(text).isNotEmpty();
            assertThat(parse(text).size()).isZero();
        }
        assertThat(parse("address,name,dial,mode\n\"open,x").problems()).isNotEmpty();
    }

    @Test
    void its_hash_follows_its_text() {
        assertThat(parse("address,name,dial,mode\n").hash()).isEqualTo(parse("address,name,dial,mode\n").hash())
                .isNotEqualTo(parse("address,name,dial,mode\n\n").hash());
    }
}
