/** Calendars on web servers: what to ask, what an answer means, what is remembered. All HTTP is in routes/. */
package io.calbridge.calendar.web;
