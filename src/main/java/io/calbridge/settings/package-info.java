/** What an administrator configures, read once at start. */
package io.calbridge.settings;
