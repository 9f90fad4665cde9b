/** CMS: its vocabulary, its failures by name, its bridges, and the placeholder coSpaces. All HTTP is in routes/. */
package io.calbridge.bridge;
