/** A Cisco Meeting Server to try everything on: the parts of its REST API that a scheduler uses, over real HTTP. */
package io.calbridge.simulator;
