package dev.kassa.standalone.registry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the registry answers, on one page, as Confluent's API reference describes them. What a handler returns
 * is sent as JSON.
 */
final class RegistryRoutes {
    /** Answers one call, or throws a {@link RegistryRefusal}. */
    interface Handler {
        Object answer(RestCall call);
    }

    private record Route(String method, List<String> path, Handler handler) {}

    private final RegistryState state;
    private final Registrar registrar;
    private final List<Route> routes;

    RegistryRoutes(RegistryState state, Registrar registrar) {
        this.state = state;
        this.registrar = registrar;
        this.routes = List.of(
                route("GET", "", call -> Map.of()),
                route("GET", "mode", call -> Map.of("mode", "READWRITE")),
                route("GET", "mode/{subject}", call -> Map.of("mode", "READWRITE")),
                route("GET", "schemas/types", call -> List.of("AVRO")),
                route("GET", "schemas/ids/{id}", call -> Map.of("schema", schema(call))),
                route("GET", "schemas/ids/{id}/schema", this::schema),
                route("GET", "schemas/ids/{id}/subjects", this::subjectsOfId),
                route("GET", "schemas/ids/{id}/versions", this::versionsOfId),
                route("GET", "subjects", this::subjects),
                route("POST", "subjects/{subject}", this::lookUp),
                route("DELETE", "subjects/{subject}", this::deleteSubject),
                route("GET", "subjects/{subject}/versions", this::versions),
                route("POST", "subjects/{subject}/versions", this::register),
                route("GET", "subjects/{subject}/versions/{version}", call -> described(version(call))),
                route(
                        "GET",
                        "subjects/{subject}/versions/{version}/schema",
                        call -> version(call).schema()),
                route("DELETE", "subjects/{subject}/versions/{version}", this::deleteVersion),
                route("POST", "compatibility/subjects/{subject}/versions", this::checkAll),
                route("POST", "compatibility/subjects/{subject}/versions/{version}", this::checkOne),
                route("GET", "config", call -> Map.of("compatibilityLevel", state.defaultLevel())),
                route("PUT", "config", call -> setLevel(null, call)),
                route("GET", "config/{subject}", this::level),
                route("PUT", "config/{subject}", call -> setLevel(call.subject(), call)),
                route("DELETE", "config/{subject}", this::removeLevel));
    }

    private static Route route(String method, String path, Handler handler) {
        return new Route(method, path.isEmpty() ? List.of() : List.of(path.split("/")), handler);
    }

    /** What answers a request, and the values that its path gives to the route's names. */
    record Match(Handler handler, Map<String, String> path) {}

    /**
     * The route of a request.
     *
     * @throws RegistryRefusal 404 where no route has the path, 405 where one has it for other methods
     */
    Match match(String method, List<String> path) {
        boolean pathKnown = false;
        for (Route route : routes) {
            Map<String, String> values = values(route.path, path);
            if (values != null && route.method.equals(method)) {
                return new Match(route.handler, values);
            }
            pathKnown |= values != null;
        }
        throw pathKnown
                ? new RegistryRefusal(405, 405, "HTTP 405 Method Not Allowed")
                : new RegistryRefusal(404, 404, "HTTP 404 Not Found");
    }

    private static @Nullable Map<String, String> values(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (segment.startsWith("{")) {
                values.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return null;
            }
        }
        return values;
    }

    private String schema(RestCall call) {
        return state.schema(call.id()).orElseThrow(() -> RegistryRefusal.schemaNotFound(call.id() + " "));
    }

    private Object subjectsOfId(RestCall call) {
        schema(call);
        return state.uses(call.id(), call.flag("deleted")).stream()
                .map(SchemaVersion::subject)
                .distinct()
                .toList();
    }

    private Object versionsOfId(RestCall call) {
        schema(call);
        return state.uses(call.id(), call.flag("deleted")).stream()
                .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                .toList();
    }

    private Object subjects(RestCall call) {
        String prefix = call.query().getOrDefault("subjectPrefix", "");
        return state.subjects(call.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    private Object lookUp(RestCall call) {
        boolean deletedToo = call.flag("deleted");
        if (state.versions(call.subject(), deletedToo).isEmpty()) {
            throw RegistryRefusal.subjectNotFound(call.subject());
        }
        String canonical = Registrar.parse(call.schema()).toString();
        return described(registrar
                .find(call.subject(), canonical, deletedToo)
                .orElseThrow(() -> RegistryRefusal.schemaNotFound("")));
    }

    private Object register(RestCall call) {
        return Map.of("id", registrar.register(call.subject(), call.schema()));
    }

    private Object versions(RestCall call) {
        List<SchemaVersion> versions = state.versions(call.subject(), call.flag("deleted"));
        if (versions.isEmpty()) {
            throw RegistryRefusal.subjectNotFound(call.subject());
        }
        return versions.stream().map(SchemaVersion::version).toList();
    }

    private SchemaVersion version(RestCall call) {
        return registrar.version(call.subject(), call.version(), call.flag("deleted"));
    }

    private Object deleteSubject(RestCall call) {
        refuseErasure(call);
        return registrar.deleteSubject(call.subject());
    }

    private Object deleteVersion(RestCall call) {
        refuseErasure(call);
        return registrar.deleteVersion(call.subject(), call.version());
    }

    private static void refuseErasure(RestCall call) {
        if (call.flag("permanent")) {
            throw new RegistryRefusal(
                    422,
                    42205,
                    "this registry erases nothing: records that are written with a schema could not be read");
        }
    }

    private Object checkAll(RestCall call) {
        return verdict(call, registrar.violations(call.subject(), call.schema()));
    }

    private Object checkOne(RestCall call) {
        return verdict(call, registrar.violations(call.subject(), call.schema(), call.version()));
    }

    private static Object verdict(RestCall call, List<String> reasons) {
        return call.flag("verbose")
                ? Map.of("is_compatible", reasons.isEmpty(), "messages", reasons)
                : Map.of("is_compatible", reasons.isEmpty());
    }

    private Object level(RestCall call) {
        CompatibilityLevel level = call.flag("defaultToGlobal")
                ? state.level(call.subject())
                : state.ownLevel(call.subject()).orElseThrow(() -> RegistryRefusal.noLevelOf(call.subject()));
        return Map.of("compatibilityLevel", level);
    }

    private Object setLevel(@Nullable String subject, RestCall call) {
        CompatibilityLevel level = call.level();
        registrar.setLevel(subject, level);
        return Map.of("compatibility", level);
    }

    private Object removeLevel(RestCall call) {
        CompatibilityLevel level =
                state.ownLevel(call.subject()).orElseThrow(() -> RegistryRefusal.noLevelOf(call.subject()));
        registrar.setLevel(call.subject(), null);
        return Map.of("compatibilityLevel", level);
    }

    private static Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("subject", version.subject());
        described.put("version", version.version());
        described.put("id", version.id());
        described.put("schema", version.schema());
        return described;
    }
}
