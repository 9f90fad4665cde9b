package io.calbridge.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One call bridge: its HTTP server, its own calls, and what is wrong with it. */
public final class SimulatedBridge {

    private final CmsSimulator simulator;
    private final int index;
    private final String id = Cluster.newId();
    private final CallApi calls;
    private final SystemApi system;
    private final Router router;
    private final KeepAlive keepAlive;
    private HttpServer server;
    private int port;
    private volatile boolean hanging;
    private volatile int answersWith;
    private volatile Duration delay = Duration.ZERO;

    SimulatedBridge(CmsSimulator simulator, int index, int port) {
        this.simulator = simulator;
        this.index = index;
        this.port = port;
        this.calls = new CallApi(simulator.cluster(), simulator.endpoints(), name());
        this.system = new SystemApi(simulator.cluster(), this, simulator.clock(), simulator.version());
        this.keepAlive = new KeepAlive(simulator.vertx());
        this.router = routes();
    }

    String id() {
        return id;
    }

    String name() {
        return "cms" + index;
    }

    /** Where it listens, or will again. */
    public URI url() {
        return URI.create((simulator.isTls() ? "https" : "http") + "://127.0.0.1:" + port);
    }

    CallApi calls() {
        return calls;
    }

    Router router() {
        return router;
    }

    /** Listens; on the same port as before. */
    public void start() {
        server = simulator.vertx().createHttpServer(simulator.serverOptions())
                .requestHandler(this::receive)
                .connectionHandler(keepAlive::opened);
        await(server.listen(port, "127.0.0.1"));
        port = server.actualPort();
    }

    /** From now on connections are refused. */
    public void stop() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    /** From now on requests are taken and never answered. */
    public void hang() {
        hanging = true;
    }

    /** From now on every request is answered with this status and has no effect. */
    public void answerWith(int status) {
        answersWith = status;
    }

    /** From now on every answer comes this much later. */
    public void slow(Duration newDelay) {
        delay = newDelay;
    }

    /** Neither hangs, nor fails, nor is slow any more. */
    public void wellAgain() {
        hanging = false;
        answersWith = 0;
        delay = Duration.ZERO;
    }

    /** Loses its calls, and its uptime begins anew. */
    public void restart() {
        synchronized (simulator.cluster()) {
            calls.restarted();
            system.restarted();
        }
    }

    void dropCallsIn(String coSpace) {
        calls.end(entry -> coSpace.equals(entry.getValue().fields.get("coSpace")));
    }

    List<Call> callRecords() {
        return calls.rows().entrySet().stream().map(entry -> new Call(entry.getKey(), index,
                entry.getValue().fields.get("coSpace"), entry.getValue().fields.get("name"),
                entry.getValue().legs.entrySet().stream().map(leg -> leg.getValue().toRecord(leg.getKey())).toList()))
                .toList();
    }

    private void receive(HttpServerRequest request) {
        boolean last = keepAlive.asked(request.connection());
        request.body().onSuccess(body -> {
            if (hanging) {
                simulator.log(index, request, body, 0);
            } else if (delay.isZero()) {
                answer(request, body, last);
            } else {
                simulator.vertx().setTimer(delay.toMillis(), timer -> answer(request, body, last));
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body, boolean last) {
        Faults.Fault fault = simulator.faults().take(request.method().name(), request.path());
        if (fault != null && fault.kind() == Faults.Kind.LOST_BEFORE) {
            simulator.log(index, request, body, 0);
            request.connection().close();
            return;
        }
        Reply reply = reply(request, body, fault);
        boolean lost = fault != null && fault.kind() == Faults.Kind.ANSWER_LOST;
        simulator.log(index, request, body, lost ? 0 : reply.status());
        if (lost) {
            request.connection().close();
        } else {
            send(request, reply, last);
        }
    }

    private Reply reply(HttpServerRequest request, Buffer body, Faults.Fault fault) {
        if (answersWith != 0) {
            return new Reply(answersWith, "", null);
        }
        if (fault != null && fault.kind() == Faults.Kind.ANSWERED_WITH) {
            return fault.reason() == null ? new Reply(fault.status(), "", null)
                    : Reply.refused(Refusal.with(fault.status(), fault.reason()));
        }
        if (!isLoggedIn(request)) {
            return new Reply(401, "", null);
        }
        synchronized (simulator.cluster()) {
            return router.route(request.method().name(), request.path(), request.query(), body.toString());
        }
    }

    private boolean isLoggedIn(HttpServerRequest request) {
        String expected = "Basic " + Base64.getEncoder().encodeToString(
                (simulator.username() + ":" + simulator.password()).getBytes(StandardCharsets.UTF_8));
        return expected.equals(request.getHeader("Authorization"));
    }

    private void send(HttpServerRequest request, Reply reply, boolean last) {
        HttpServerResponse response = request.response().setStatusCode(reply.status());
        if (reply.status() == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"acano\"");
        }
        if (!reply.xml().isEmpty()) {
            response.putHeader("Content-Type", "text/xml");
        }
        if (reply.location() != null) {
            response.putHeader("Location", reply.location());
        }
        response.putHeader(last ? "Connection" : "Keep-Alive", last ? "close" : "timeout=5");
        response.end(reply.xml()).onComplete(sent -> keepAlive.answered(request.connection(), last));
    }

    private Router routes() {
        Cluster cluster = simulator.cluster();
        CoSpaceApi coSpaces = new CoSpaceApi(cluster);
        ProfileApi callProfiles = new ProfileApi(cluster.callProfiles, "callProfile", ProfileApi.CALL_FIELDS);
        ProfileApi legProfiles = new ProfileApi(cluster.callLegProfiles, "callLegProfile", ProfileApi.LEG_FIELDS);
        BulkApi bulk = new BulkApi(cluster, work -> simulator.later(simulator.bulkDelay(), work));
        Router routes = new Router()
                .one("/system/status", none -> system.status())
                .get("/system/alarms", (none, query) -> system.alarms(query))
                .one("/system/load", none -> system.load())
                .one("/system/database", none -> system.database())
                .one("/system/configuration/cluster", none -> system.clusterConfiguration())
                .get("/system/cdrReceivers", (none, query) -> system.listReceivers(query))
                .on("POST", "/system/cdrReceivers", (none, form) -> system.postReceiver(form))
                .one("/system/cdrReceivers/*", one -> system.receiver(one))
                .on("PUT", "/system/cdrReceivers/*", system::putReceiver)
                .on("DELETE", "/system/cdrReceivers/*", (one, form) -> system.deleteReceiver(one))
                .get("/callBridges", (none, query) -> system.callBridges(query))
                .one("/callBridges/*", one -> system.callBridge(one))
                .get("/coSpaces", (none, query) -> coSpaces.list(query))
                .one("/coSpaces/*", one -> coSpaces.get(one))
                .on("POST", "/coSpaces", (none, form) -> coSpaces.post(form))
                .on("PUT", "/coSpaces/*", coSpaces::put)
                .on("DELETE", "/coSpaces/*", (one, form) -> coSpaces.delete(one));
        profiles(routes, "/callProfiles", callProfiles);
        profiles(routes, "/callLegProfiles", legProfiles);
        bulk(routes, bulk);
        calls(routes);
        return routes;
    }

    private static void profiles(Router routes, String path, ProfileApi profiles) {
        routes.get(path, (none, query) -> profiles.list(query))
                .one(path + "/*", one -> profiles.get(one))
                .on("POST", path, (none, form) -> profiles.post(form))
                .on("PUT", path + "/*", profiles::put)
                .on("DELETE", path + "/*", (one, form) -> profiles.delete(one));
    }

    private static void bulk(Router routes, BulkApi bulk) {
        routes.get("/cospaceBulkParameterSets", (none, query) -> bulk.listSets(query))
                .one("/cospaceBulkParameterSets/*", one -> bulk.getSet(one))
                .on("POST", "/cospaceBulkParameterSets", (none, form) -> bulk.postSet(form))
                .on("PUT", "/cospaceBulkParameterSets/*", bulk::putSet)
                .on("DELETE", "/cospaceBulkParameterSets/*", (one, form) -> bulk.deleteSet(one))
                .get("/cospaceBulkSyncs", (none, query) -> bulk.listSyncs(query))
                .one("/cospaceBulkSyncs/*", one -> bulk.getSync(one))
                .on("POST", "/cospaceBulkSyncs", (none, form) -> bulk.postSync(form));
    }

    private void calls(Router routes) {
        routes.get("/calls", (none, query) -> calls.listCalls(query))
                .one("/calls/*", one -> calls.getCall(one))
                .on("POST", "/calls", (none, form) -> calls.postCall(form))
                .on("PUT", "/calls/*", calls::putCall)
                .on("DELETE", "/calls/*", (one, form) -> calls.deleteCall(one))
                .get("/calls/*/callLegs", calls::listLegs)
                .on("POST", "/calls/*/callLegs", calls::postLeg)
                .get("/calls/*/participants", calls::listParticipants)
                .get("/callLegs", calls::listLegs)
                .one("/callLegs/*", one -> calls.getLeg(one))
                .on("PUT", "/callLegs/*", calls::putLeg)
                .on("DELETE", "/callLegs/*", (one, form) -> calls.deleteLeg(one))
                .get("/participants", calls::listParticipants);
    }

    private static void await(io.vertx.core.Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the simulator cannot listen: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
