package io.calbridge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.calbridge.calendar.CalendarPlan;
import io.calbridge.calendar.NotACalendarException;
import io.calbridge.calendar.RoomDirectory;
import io.calbridge.settings.Settings;
import io.calbridge.settings.SettingsFile;
import io.calbridge.store.Participant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code calbridge plan}: what would become of calendar files. Exit code 1 if one of them cannot be read at all. */
@Command(name = "plan", description = "Say what would become of calendar files, touching nothing.",
        mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class PlanCommand implements Callable<Integer> {

    @Mixin
    private Places places;

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "INSTANT", description = "What ends then or earlier is left out; now if not given. 2026-11-23T09:00:00Z")
    private Instant from;

    @Option(names = "--to", paramLabel = "INSTANT", description = "What begins then or later is left out; the horizon after --from if not given.")
    private Instant to;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Zone of times that name none, and of the text; this machine's if not given.")
    private ZoneId zone;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
    private String format = "text";

    @Option(names = "--diff", description = "Say also how that differs from what is booked now; needs --config, and may be asked beside a running daemon.")
    private boolean diff;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "iCalendar files, each a calendar of its file's name.")
    private List<Path> files;

    private boolean unreadable;

    @Override
    public Integer call() throws Exception {
        if (!format.equals("text") && !format.equals("json")) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--format is text or json, not " + format);
        }
        if (diff && !places.isConfigGiven()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--diff needs --config DIR, which says where the store is");
        }
        LogFormat.silent();
        // Not where it is declared: time zones have a library log its first line, before the log's format is known.
        zone = zone == null ? ZoneId.systemDefault() : zone;
        Settings settings = places.isConfigGiven()
                ? SettingsFile.load(places.config(), System.getenv(), System.getProperties()).settings() : SettingsFile.usual();
        Instant begin = from != null ? from : to != null ? to.minus(settings.schedule().horizon()) : Instant.now();
        Instant end = to != null ? to : begin.plus(settings.schedule().horizon());
        if (!end.isAfter(begin)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--to " + end + " is not after --from " + begin);
        }
        CalendarPlan plan = new CalendarPlan(settings, rooms(settings), zone, begin, end);
        files.forEach(file -> read(plan, file));
        PlanDiff differences = diff ? PlanDiff.of(plan.occurrences(), Booked.between(settings, begin, end)) : null;
        PrintWriter out = spec.commandLine().getOut();
        if (format.equals("json")) {
            out.println(json(plan, differences));
        } else {
            text(plan, out);
            if (diff) {
                differences.lines(zone).forEach(out::println);
            }
        }
        out.flush();
        return unreadable ? 1 : 0;
    }

    private RoomDirectory rooms(Settings settings) throws IOException {
        return places.isConfigGiven() && Files.exists(settings.rooms())
                ? RoomDirectory.parse(settings.rooms().toString(), Files.readString(settings.rooms())) : RoomDirectory.empty();
    }

    private void read(CalendarPlan plan, Path file) {
        try {
            plan.read(file.getFileName().toString(), file.toString(), Files.readAllBytes(file));
        } catch (NotACalendarException e) {
            failed(plan, file, e.getMessage());
        } catch (NoSuchFileException e) {
            failed(plan, file, "does not exist");
        } catch (IOException e) {
            failed(plan, file, "cannot be read (" + e + ")");
        }
    }

    private void failed(CalendarPlan plan, Path file, String why) {
        unreadable = true;
        plan.warnings().add(new CalendarPlan.Warning(file.toString(), 0, "", file.getFileName() + " " + why));
        spec.commandLine().getErr().println("calbridge: " + file + " " + why);
    }

    private static String json(CalendarPlan plan, PlanDiff differences) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        ArrayNode occurrences = all.putArray("occurrences");
        plan.occurrences().forEach(one -> {
            ObjectNode node = occurrences.addObject();
            node.put("uid", one.uid()).put("recurrenceId", one.recurrenceId() == null ? null : one.recurrenceId().toString())
                    .put("start", one.start().toString()).put("end", one.end().toString()).put("title", one.title())
                    .put("private", one.isPrivate());
            ArrayNode participants = node.putArray("participants");
            one.participants().forEach(participant -> participants.addObject().put("address", participant.address())
                    .put("mode", participant.mode().name().toLowerCase(Locale.ROOT)));
            node.put("number", one.number()).put("action", one.conference() ? "conference" : "ignore")
                    .put("reason", one.reason()).put("calendar", one.calendar());
        });
        ArrayNode warnings = all.putArray("warnings");
        plan.warnings().forEach(one -> warnings.addObject().put("file", one.file()).put("line", one.line()).put("uid", one.uid())
                .put("message", one.message()));
        if (differences != null) {
            ArrayNode changes = all.putArray("diff");
            differences.changes().forEach(one -> changes.addObject().put("uid", one.uid())
                    .put("recurrenceId", one.recurrenceId() == null ? null : one.recurrenceId().toString())
                    .put("change", one.kind()).put("start", one.start().toString()).put("title", one.title()).put("what", one.what()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private void text(CalendarPlan plan, PrintWriter out) {
        DateTimeFormatter times = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH).withZone(zone);
        List<CalendarPlan.Planned> occurrences = plan.occurrences();
        out.println(occurrences.size() + (occurrences.size() == 1 ? " occurrence" : " occurrences") + ", times in " + zone);
        occurrences.forEach(one -> out.println(times.format(one.start()) + " to " + times.format(one.end()) + "  "
                + (one.title().isBlank() ? "(no title)" : one.title()) + "  [" + one.calendar() + "]  " + outcome(one)));
        plan.warnings().forEach(one -> out.println("! " + one.file() + (one.line() > 0 ? " line " + one.line() : "")
                + (one.uid().isEmpty() ? "" : ", meeting " + one.uid()) + ": " + one.message()));
    }

    private static String outcome(CalendarPlan.Planned one) {
        if (!one.conference()) {
            return "no conference: " + one.reason();
        }
        String dialled = one.participants().stream().filter(participant -> participant.mode() == Participant.Mode.AUTOMATIC)
                .map(Participant::address).collect(Collectors.joining(", "));
        return "conference, " + (one.number() == null ? "no number free" : "number " + one.number())
                + (dialled.isEmpty() ? ", nobody to dial" : ", dials " + dialled);
    }
}
