/** What every HTTP client of ours needs, whoever it talks to. */
package io.calbridge.wire;
