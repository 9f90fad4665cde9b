package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.Rejection;
import io.calbridge.booking.SplitFeed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes of the VEVENTs of a feed one block for each meeting; a meeting that is known as it is goes no further. */
final class FeedSplitter {

    /** Changes whenever blocks are written otherwise, so that those of an earlier version are written again. */
    private static final String VERSION = "1";
    /** What the store takes. */
    private static final int LONGEST = 1_000_000;

    private final FeedText text;
    private final FeedScan scan;
    private final FeedZones zones;
    private final String document;
    private final String parameters;
    private final List<FeedBlock> blocks = new ArrayList<>();
    private final List<Rejection> rejections;

    private FeedSplitter(FeedText text, String document, String parameters) {
        this.text = text;
        this.document = document;
        this.parameters = parameters;
        this.scan = FeedScan.of(text);
        this.zones = new FeedZones(scan.timeZones(), Zones.knownZone(scan.zone()).isPresent() ? scan.zone() : "");
        this.rejections = new ArrayList<>(scan.rejections());
    }

    /**
     * @param document   its name in its calendar
     * @param parameters of its calendar
     * @param known      the hashes of the blocks that were made of it before, by UID
     */
    static SplitFeed split(FeedText text, String document, String parameters, Map<String, String> known) {
        return new FeedSplitter(text, document, parameters).feed(known);
    }

    private SplitFeed feed(Map<String, String> known) {
        Map<String, List<FeedScan.Part>> meetings = new LinkedHashMap<>();
        scan.parts().forEach(part -> meetings.computeIfAbsent(part.uid(), uid -> new ArrayList<>()).add(part));
        // Without one of its VEVENTs a series would be booked at wrong times: it is rejected whole.
        Set<String> broken = new HashSet<>();
        rejections.forEach(rejection -> broken.add(rejection.uid()));
        String context = FeedText.hash(String.join("|", VERSION, zones.hash(), parameters)).substring(0, 16);
        meetings.forEach((uid, parts) -> {
            String hash = hash(context, parts);
            if (broken.contains(uid)) {
                parts.forEach(this::faulty);
            } else if (!hash.equals(known.get(uid))) {
                block(uid, hash, parts);
            }
        });
        Set<String> uids = new LinkedHashSet<>(meetings.keySet());
        uids.addAll(broken);
        return new SplitFeed(scan.zone(), blocks, uids, rejections);
    }

    private static String hash(String context, List<FeedScan.Part> parts) {
        long sum = 0;
        for (FeedScan.Part part : parts) {
            sum = sum * 0x100000001B3L + part.sum();
        }
        return context + "-" + Long.toHexString(sum) + "-" + parts.size();
    }

    private void block(String uid, String hash, List<FeedScan.Part> parts) {
        List<EventLines> events = parts.stream().map(this::read).toList();
        List<Rejection> faults = events.stream().filter(event -> !event.fault().isEmpty())
                .map(event -> new Rejection(event.uid(), event.line(), event.fault())).toList();
        rejections.addAll(faults);
        String all = events.stream().map(EventLines::text).collect(Collectors.joining());
        if (all.length() > LONGEST) {
            rejections.add(new Rejection(uid, parts.get(0).line(), "it is larger than 1 MB"));
        } else if (faults.isEmpty()) {
            Map<String, String> own = new TreeMap<>();
            events.forEach(event -> own.putAll(event.ownZones()));
            blocks.add(new FeedBlock(document, uid, parts.get(0).line(), hash,
                    parts.stream().allMatch(part -> part.method().equals("CANCEL")),
                    parts.size() > 1 || events.stream().anyMatch(event -> event.span().recurring()),
                    outermost(events, Span::first, false), outermost(events, Span::last, true), all,
                    FeedZones.joined(own), parameters, events.stream().flatMap(event -> event.remarks().stream())
                            .collect(Collectors.joining("\n"))));
        }
    }

    private void faulty(FeedScan.Part part) {
        EventLines event = read(part);
        if (!event.fault().isEmpty()) {
            rejections.add(new Rejection(event.uid(), event.line(), event.fault()));
        }
    }

    private EventLines read(FeedScan.Part part) {
        EventLines event = new EventLines(part.line(), part.method(), zones);
        FeedLines lines = new FeedLines(text, part.from(), part.to(), part.line());
        boolean ended = !part.fault().isEmpty();
        // The first line is its BEGIN:VEVENT.
        lines.next();
        while (!ended && lines.next()) {
            if (lines.initial() != 0) {
                ended = event.isEndedBy(lines.text(), FeedScan.mark(lines), lines.number());
            }
        }
        if (!part.fault().isEmpty()) {
            event.unreadable(part.uid(), part.fault());
        }
        return event;
    }

    /** Null as soon as one of them is unknown. */
    private static LocalDate outermost(List<EventLines> events, Function<Span, LocalDate> day, boolean last) {
        List<LocalDate> days = events.stream().map(event -> day.apply(event.span())).toList();
        return days.stream().anyMatch(Objects::isNull) ? null
                : days.stream().reduce((one, other) -> one.isAfter(other) == last ? one : other).orElse(null);
    }
}
