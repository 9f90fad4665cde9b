package io.calbridge.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Those who are dialled: what they do goes by a word in their address. */
final class Endpoints {

    private static final Duration STEP = Duration.ofMillis(150);
    private static final Duration CONNECTED_BEFORE_DROP = Duration.ofSeconds(3);

    private final BiConsumer<Duration, Runnable> later;
    private final Consumer<String> voice;
    private final Duration ringsAtMost;

    /** @param later runs something after a time, under the cluster's lock */
    Endpoints(BiConsumer<Duration, Runnable> later, Consumer<String> voice, Duration ringsAtMost) {
        this.later = later;
        this.voice = voice;
        this.ringsAtMost = ringsAtMost;
    }

    void say(String sentence) {
        voice.accept(sentence);
    }

    /** Lets a leg ring, and then answer, be busy, not answer, or answer and drop. */
    void ring(CallApi.CallRow call, String id, CallApi.LegRow leg) {
        String party = leg.fields.get("remoteParty");
        String behaviour = party.toLowerCase(Locale.ROOT);
        later.accept(STEP, () -> {
            leg.state = "ringing";
            if (behaviour.contains("busy")) {
                later.accept(STEP, () -> vanish(call, id, party + " is busy"));
            } else if (behaviour.contains("noanswer")) {
                later.accept(ringsAtMost, () -> vanish(call, id, party + " does not answer"));
            } else {
                later.accept(STEP, () -> connect(call, id, leg, party));
                if (behaviour.contains("drop")) {
                    later.accept(CONNECTED_BEFORE_DROP, () -> vanish(call, id, party + " dropped out"));
                }
            }
        });
    }

    private void connect(CallApi.CallRow call, String id, CallApi.LegRow leg, String party) {
        if (call.legs.containsKey(id)) {
            leg.state = "connected";
            say(party + " is connected to '" + call.fields.get("name") + "'");
        }
    }

    private void vanish(CallApi.CallRow call, String id, String sentence) {
        if (call.legs.remove(id) != null) {
            say(sentence);
        }
    }
}
