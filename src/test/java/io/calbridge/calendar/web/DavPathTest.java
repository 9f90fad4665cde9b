package io.calbridge.calendar.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DavPathTest {

    private static final URI BASE = URI.create("https://dav.example.com/cal/room%201/");

    @Test
    void a_resource_is_the_same_however_its_address_is_written() {
        assertThat(DavPath.of(BASE, "/cal/room%201/a%40b.ics")).isEqualTo("/cal/room 1/a@b.ics")
                .isEqualTo(DavPath.of(BASE, "https://dav.example.com/cal/room%201/a@b.ics"))
                .isEqualTo(DavPath.of(BASE, "HTTP://other//cal/room 1/a%40b.ics"))
                .isEqualTo(DavPath.of(BASE, " a%40b.ics\n"));
    }

    @Test
    void umlauts_are_utf_8_and_a_percent_sign_that_escapes_nothing_stays() {
        assertThat(DavPath.of(BASE, "/%C3%A4ü%zz%4")).isEqualTo("/äü%zz%4");
    }

    @Test
    void a_collection_is_the_same_with_and_without_its_last_slash() {
        assertThat(DavPath.same("/a/b", "/a/b/")).isTrue();
        assertThat(DavPath.same("/a/b", "/a/bc/")).isFalse();
    }

    @Test
    void what_a_server_forgot_to_escape_is_escaped_for_asking() {
        assertThat(DavPath.uri(BASE, "/cal/my room/ü").toASCIIString()).isEqualTo("https://dav.example.com/cal/my%20room/%C3%BC");
        assertThat(DavPath.uri(BASE, "/cal/x%2Fy/").toString()).isEqualTo("https://dav.example.com/cal/x%2Fy/");
    }
}
