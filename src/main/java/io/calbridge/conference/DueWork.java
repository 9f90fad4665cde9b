package io.calbridge.conference;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.calbridge.store.Booking;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.MeetingOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task a booking, in the bookings' own database, due when there is next something to do for it. A task that fires
 * twice or late does no harm: what is done follows from the booking and the clock, not from the task.
 */
public final class DueWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DueWork.class);
    private static final String TASK = "conference";
    private static final int THREADS = 50;
    private static final Duration POLLING = Duration.ofMillis(500);
    private static final Duration LOOK_AHEAD = Duration.ofMinutes(2);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final Bookings bookings;
    private final Database database;
    private final Clock clock;
    private final Duration startEarly;
    private final Consumer<UUID> conference;
    private final Scheduler scheduler;
    private final CustomTask<Void> task;

    /**
     * @param startEarly how long before its start a conference opens
     * @param conference does what is due for a booking, and returns when that is done
     */
    public DueWork(Database database, Bookings bookings, Clock clock, Duration startEarly, Consumer<UUID> conference) {
        this.database = database;
        this.bookings = bookings;
        this.clock = clock;
        this.startEarly = startEarly;
        this.conference = conference;
        this.task = Tasks.custom(TASK, Void.class).execute((instance, context) -> carryOut(instance));
        SchedulerBuilder builder = Scheduler.create(database.dataSource(), task)
                .clock(clock::instant)
                .threads(THREADS)
                .pollingInterval(POLLING)
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(25))
                .failureLogging(LogLevel.DEBUG, false)
                .enableImmediateExecution();
        this.scheduler = (database.isEmbedded() ? builder : builder.pollUsingLockAndFetch(0.5, 1.0)).build();
    }

    /** Begins: what a killed process of an embedded store held is released, and lost tasks are put back. */
    public void start() {
        if (database.isEmbedded()) {
            database.jdbi().useHandle(handle -> handle.execute(
                    "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked"));
        }
        sweep();
        scheduler.start();
    }

    /** Lets the steps in hand finish, at most 25 s. */
    @Override
    public void close() {
        scheduler.stop();
    }

    /** Makes the booking's task due when there is next something to do for it. */
    public void plan(Booking booking) {
        TaskInstance<Void> instance = task.instance(booking.id().toString());
        Optional<Instant> due = NextStep.dueAt(booking, startEarly);
        try {
            if (due.isEmpty()) {
                scheduler.cancel(instance);
            } else if (!scheduler.scheduleIfNotExists(instance, due.get())) {
                scheduler.reschedule(instance, due.get());
            }
        } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
            LOG.debug("booking {} is being worked on, and will be read again after that", booking.id());
        }
    }

    /** Gives every booking for which something is due within two minutes its task, if it lost it. */
    public void sweep() {
        bookings.dueBefore(clock.instant().plus(MeetingOptions.earliest(startEarly)).plus(LOOK_AHEAD)).stream()
                .filter(booking -> NextStep.dueAt(booking, startEarly).map(due -> isNear(due) && isLate(booking, due))
                        .orElse(false))
                .forEach(this::plan);
    }

    private boolean isNear(Instant due) {
        return due.isBefore(clock.instant().plus(LOOK_AHEAD));
    }

    private boolean isLate(Booking booking, Instant due) {
        return scheduler.getScheduledExecution(TaskInstanceId.of(TASK, booking.id().toString()))
                .map(task -> due.plus(BREATH).isBefore(task.getExecutionTime())).orElse(true);
    }

    private CompletionHandler<Void> carryOut(TaskInstance<Void> instance) {
        UUID id = UUID.fromString(instance.getId());
        long before = version(id);
        try {
            conference.accept(id);
        } catch (RuntimeException e) {
            LOG.error("Booking {} could not be worked on, and will be tried again: {}", id, e.toString());
        }
        boolean stuck = version(id) == before;
        return (complete, operations) -> {
            Optional<Instant> next = due(id, stuck);
            if (next.isEmpty()) {
                operations.remove();
                return;
            }
            operations.reschedule(complete, next.get());
            // A feed may have moved the booking between the reading above and the rescheduling.
            due(id, stuck).filter(newer -> newer.isBefore(next.get()))
                    .ifPresent(newer -> scheduler.reschedule(TaskInstanceId.of(TASK, instance.getId()), newer));
        };
    }

    private long version(UUID id) {
        return bookings.find(id).map(Booking::version).orElse(-1L);
    }

    private Optional<Instant> due(UUID id, boolean stuck) {
        Instant now = clock.instant();
        Instant soonest = stuck ? now.plus(BREATH) : now;
        return bookings.find(id).flatMap(booking -> NextStep.dueAt(booking, startEarly))
                .map(due -> due.isBefore(soonest) && !due.isAfter(now) ? soonest : due);
    }
}
