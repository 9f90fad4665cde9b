/** From the text of a feed to meetings: pure, but for the one unmarshalling of a block, which is a step of the route. */
package io.calbridge.calendar;
