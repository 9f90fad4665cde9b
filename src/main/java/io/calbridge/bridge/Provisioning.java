package io.calbridge.bridge;

import io.calbridge.bridge.PlaceholderPlan.Knowledge;
import io.calbridge.bridge.PlaceholderPlan.Space;
import io.calbridge.bridge.Placeholders.Row;
import io.calbridge.bridge.Placeholders.State;
import io.calbridge.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions in making the placeholders: which coSpaces are ours, what is missing, what is said about it. One run at a
 * time; routes/bridges.camel.yaml sees to that.
 */
public final class Provisioning {

    private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(10);
    private static final int MOST_POLLS = 240;
    private static final String TAG = "calbridge:";

    private final Settings.Pool pool;
    private final Placeholders placeholders;
    private final Clock clock;
    private final Set<String> tagged = new HashSet<>();
    private final Set<String> strange = new HashSet<>();
    private final Map<Run, Instant> failed = new HashMap<>();
    private final Map<Integer, String> said = new HashMap<>();
    private String summary = "";
    private String trouble = "";

    Provisioning(Settings.Pool pool, Placeholders placeholders, Clock clock) {
        this.pool = pool;
        this.placeholders = placeholders;
        this.clock = clock;
    }

    /** All coSpaces; for {@code direct:cms-list}. */
    public CmsRequest coSpaces() {
        return CmsRequest.get("/coSpaces");
    }

    /** One coSpace, with its tag and profiles. */
    public CmsRequest coSpace(@Body String id) {
        return CmsRequest.get("/coSpaces/" + id);
    }

    /** What a list of all coSpaces tells. */
    public Survey survey(@Body List<CmsAnswer> coSpaces) {
        return new Survey(coSpaces);
    }

    /** Ids of the coSpaces that have to be looked at alone: known ones that the list lacks, and those of unknown owner. */
    public List<String> unclear(@Variable("survey") Survey survey) {
        List<String> unclear = new ArrayList<>(PlaceholderPlan.unlisted(ids(), survey.spaces()));
        unclear.addAll(plan(survey).questions());
        return unclear;
    }

    /** Takes a coSpace that was looked at alone into account. */
    public void looked(@Variable("survey") Survey survey, @Body CmsAnswer coSpace) {
        survey.add(coSpace);
        (coSpace.text("cdrTag").startsWith(TAG) ? tagged : strange).add(coSpace.id());
    }

    /** Writes down what is there, and says what is new about it. */
    public PlaceholderPlan adopt(@Variable("survey") Survey survey) {
        PlaceholderPlan plan = plan(survey);
        SortedMap<Integer, Row> rows = placeholders.rows();
        for (int number = pool.firstNumber(); number <= pool.lastNumber(); number++) {
            Row row = row(number, plan, rows.get(number));
            if (!row.equals(rows.get(number))) {
                placeholders.save(row);
            }
            if (!row.note().equals(said.getOrDefault(number, ""))) {
                said.put(number, row.note());
                if (!row.note().isEmpty() && row.state() != State.MISSING) {
                    LOG.warn("Number {} {}: left out", number, row.note());
                }
            }
        }
        String now = plan.ours().isEmpty() ? "" : "Placeholders " + Run.words(new TreeSet<>(plan.ours().keySet()))
                + " exist on CMS";
        if (!now.equals(summary) && !now.isEmpty()) {
            LOG.info(now);
        }
        summary = now;
        return plan;
    }

    private Row row(int number, PlaceholderPlan plan, Row before) {
        Space space = plan.ours().get(number);
        if (space != null) {
            boolean same = before != null && before.coSpace().equals(space.id());
            return new Row(number, space.id(), State.USABLE, "", same ? before.profiles() : "");
        }
        Space foreign = plan.foreign().get(number);
        if (foreign != null) {
            return new Row(number, "", State.FOREIGN, shortened("is held by coSpace '" + foreign.name()
                    + "' (URI " + foreign.uri() + ", call ID " + foreign.callId() + "), which is not Calbridge's"), "");
        }
        return plan.hopeless().contains(number)
                ? new Row(number, "", State.FAILED, "is refused by CMS: something that is not in its list of coSpaces, such as "
                + "a user or an access method, has URI " + pool.uriPrefix() + number + " or call ID " + number, "")
                : new Row(number, "", State.MISSING, "", "");
    }

    /** The parameter set by which a run is made. */
    public Creation setFor(@Variable("run") Run run, @Variable("callProfile") String callProfile,
                           @Variable("callLegProfile") String callLegProfile) {
        CmsRequest request = CmsRequest.post("/cospaceBulkParameterSets",
                "startIndex", Integer.toString(run.first()), "endIndex", Integer.toString(run.last()),
                "coSpaceUriMapping", escaped(pool.uriPrefix()) + "$index$",
                "coSpaceNameMapping", escaped(pool.namePrefix()) + "$index$",
                "coSpaceCallIdMapping", "$index$",
                "callProfile", callProfile, "callLegProfile", callLegProfile, "nonMemberAccess", "false");
        return new Creation("parameter set for placeholders " + run + ": " + request.maskedForm(), request);
    }

    /** The one job that carries a parameter set out. */
    public Creation syncFor(@Variable("run") Run run, @Variable("set") String set) {
        return new Creation("bulk sync for placeholders " + run + ": " + set,
                CmsRequest.post("/cospaceBulkSyncs", "cospaceBulkParameterSet", set));
    }

    /** Whether to ask again after a job: it is under way, and has not been asked after for a minute. */
    public boolean isPending(String status, int polls) {
        return !isOver(status) && polls < MOST_POLLS;
    }

    /** Whether a job has ended, well or not. */
    public boolean isOver(String status) {
        return !status.isEmpty() && !status.equals("pending") && !status.equals("running");
    }

    /**
     * Whether a parameter set has made something. It is not used again: another sync of it would remove what it made,
     * even if that has other addresses by now and so does not look like a placeholder.
     */
    public boolean isComplete(@Variable("status") String status) {
        return status.equals("complete");
    }

    /** Says how a job ended, and remembers a run that cannot be made in one piece. */
    public void synced(@Variable("run") Run run, @Variable("status") String status) {
        if (isComplete(status)) {
            return;
        }
        if (status.endsWith("Conflict") || status.equals("failedIndexRangeTooGreat")) {
            failed.put(run, clock.instant());
        }
        LOG.warn("CMS could not make placeholders {}: {}", run, words(run, status));
    }

    /** A job that takes longer than we wait: the next round asks again. */
    public void waits(@Variable("run") Run run) {
        LOG.info("CMS is still making placeholders {}", run);
    }

    /** Numbers whose coSpace was not yet looked through for these profiles. */
    public List<Row> unprofiled(@Variable("callProfile") String callProfile,
                                @Variable("callLegProfile") String callLegProfile) {
        return placeholders.rows().values().stream().filter(row -> row.state() == State.USABLE
                && !row.profiles().equals(callProfile + " " + callLegProfile)).toList();
    }

    /** The coSpace of a number. */
    public CmsRequest coSpaceOf(@Variable("placeholder") Row row) {
        return CmsRequest.get("/coSpaces/" + row.coSpace());
    }

    /** Whether a coSpace is at rest: one that a conference runs in is never touched. */
    public boolean isAtRest(@Variable("placeholder") Row row, @Body CmsAnswer coSpace) {
        return coSpace.text("name").equals(pool.placeholderName(row.number()));
    }

    /** Whether a coSpace lacks a profile. */
    public boolean lacksProfile(@Body CmsAnswer coSpace) {
        return coSpace.text("callProfile").isBlank() || coSpace.text("callLegProfile").isBlank();
    }

    /** Gives a coSpace our profiles where it has none; those that it has, it keeps. */
    public CmsRequest giveProfiles(@Variable("placeholder") Row row, @Body CmsAnswer coSpace,
                                   @Variable("callProfile") String callProfile,
                                   @Variable("callLegProfile") String callLegProfile) {
        List<String> form = new ArrayList<>();
        if (coSpace.text("callProfile").isBlank()) {
            form.addAll(List.of("callProfile", callProfile));
        }
        if (coSpace.text("callLegProfile").isBlank()) {
            form.addAll(List.of("callLegProfile", callLegProfile));
        }
        return CmsRequest.put("/coSpaces/" + row.coSpace(), form.toArray(String[]::new));
    }

    /** The coSpace of a number has been looked through. */
    public void profiled(@Variable("placeholder") Row row, @Variable("callProfile") String callProfile,
                         @Variable("callLegProfile") String callLegProfile) {
        placeholders.save(new Row(row.number(), row.coSpace(), row.state(), row.note(), callProfile + " " + callLegProfile));
    }

    /** A run of provisioning went through, or nearly. */
    public void went() {
        trouble = "";
    }

    /** A run of provisioning was cut short: said once, until something else goes wrong. */
    public void troubled(@org.apache.camel.ExchangeProperty(org.apache.camel.Exchange.EXCEPTION_CAUGHT) Exception failure) {
        Throwable cause = failure;
        while (!(cause instanceof CmsException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String now = cause instanceof CmsException ? cause.getMessage() : cause.toString();
        if (!now.equals(trouble)) {
            trouble = now;
            LOG.warn("The placeholders could not be looked after, which is tried again: {}", now);
        }
    }

    private PlaceholderPlan plan(Survey survey) {
        Instant now = clock.instant();
        failed.values().removeIf(at -> at.plus(UNTIL_TRIED_AGAIN).isBefore(now));
        return PlaceholderPlan.of(pool, survey.spaces(), new Knowledge(ids(), tagged, strange, Set.copyOf(failed.keySet())));
    }

    private Map<Integer, String> ids() {
        return placeholders.rows().values().stream().filter(row -> !row.coSpace().isEmpty())
                .collect(Collectors.toMap(Row::number, Row::coSpace, (one, other) -> one, TreeMap::new));
    }

    private String words(Run run, String status) {
        String uris = pool.uriPrefix() + run.first() + (run.size() == 1 ? "" : "–" + pool.uriPrefix() + run.last());
        return switch (status) {
            case "failedCoSpaceUriConflict" -> "something else on CMS already has a URI among " + uris;
            case "failedCallIdConflict" -> "something else on CMS already has a call ID among " + run;
            case "failedIndexRangeInvalid" -> "it finds the range invalid; check calbridge.pool.first-number and .size";
            case "failedIndexRangeTooGreat" -> "it finds the range too great; it is made in parts";
            case "failedNoSuchParameterSet" -> "its parameter set is gone, and is made again";
            default -> "it gives no reason (" + status + ")";
        };
    }

    /** In a mapping, $ and \ stand for themselves only when escaped. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static String shortened(String text) {
        return text.length() > 1000 ? text.substring(0, 999) + "…" : text;
    }
}
