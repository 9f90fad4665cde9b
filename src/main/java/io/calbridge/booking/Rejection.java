package io.calbridge.booking;

/**
 * A meeting of a document that cannot be booked.
 *
 * @param uid    RFC 5545 UID; empty where the document has none
 * @param line   where it begins in its document, from 1; 0 where unknown
 * @param reason in words for an administrator
 */
public record Rejection(String uid, int line, String reason) { }
