package io.calbridge.calendar;

/**
 * All VEVENTs of one UID, as a calendar of its own that a parser can read without any time zone: TZID parameters are
 * renamed to X-TZID, and only properties that matter here are left.
 *
 * @param uid    RFC 5545 UID
 * @param line   where the first of them begins in the feed, from 1
 * @param method of the VCALENDAR that held them, upper case; empty where there was none
 */
public record MeetingBlock(String uid, int line, String method, String text) { }
