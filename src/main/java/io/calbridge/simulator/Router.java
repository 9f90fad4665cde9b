package io.calbridge.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request is whose: node names are case-insensitive, a slash at the end is accepted. */
final class Router {

    /** What carries a request out; the id is null where the path has none. */
    interface Handler {
        Reply handle(String id, Parameters parameters);
    }

    private record Node(Pattern path, Map<String, Handler> verbs) { }

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Set<String>> withoutParameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param path below /api/v1, with {@code *} for an id */
    Router on(String method, String path, Handler handler) {
        Pattern pattern = Pattern.compile("/api/v1" + path.replace("*", "([^/]+)") + "/?", Pattern.CASE_INSENSITIVE);
        Node node = nodes.stream().filter(known -> known.path().pattern().equals(pattern.pattern())).findFirst()
                .orElseGet(() -> {
                    nodes.add(new Node(pattern, new TreeMap<>()));
                    return nodes.get(nodes.size() - 1);
                });
        node.verbs().put(method, handler);
        return this;
    }

    Router get(String path, BiFunction<String, Parameters, Reply> handler) {
        return on("GET", path, handler::apply);
    }

    /** Something that is one, and takes no parameters. */
    Router one(String path, Function<String, Reply> handler) {
        return on("GET", path, (id, query) -> {
            query.only(Set.of());
            return handler.apply(id);
        });
    }

    /** From now on this parameter of that collection is unknown, as in a later version. */
    void refuse(String collection, String parameter) {
        withoutParameters.computeIfAbsent(collection, one -> new HashSet<>()).add(parameter);
    }

    Reply route(String method, String path, String query, String body) {
        try {
            for (Node node : nodes) {
                Matcher matcher = node.path().matcher(path);
                if (matcher.matches()) {
                    Handler handler = node.verbs().get(method);
                    if (handler == null) {
                        throw Refusal.wrongVerb();
                    }
                    Parameters parameters = Parameters.parse(method.equals("GET") || method.equals("DELETE") ? query : body);
                    String collection = path.split("/")[3];
                    for (String refused : withoutParameters.getOrDefault(collection, Set.of())) {
                        if (parameters.has(refused)) {
                            throw Refusal.parameter(refused);
                        }
                    }
                    return handler.handle(matcher.groupCount() > 0 ? matcher.group(1).toLowerCase(Locale.ROOT) : null,
                            parameters);
                }
            }
            throw Refusal.unknownPath();
        } catch (Refusal refusal) {
            return Reply.refused(refusal);
        }
    }
}
