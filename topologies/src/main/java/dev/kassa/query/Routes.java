package dev.kassa.query;

import dev.kassa.avro.ViewInstance;
import dev.kassa.avro.ViewRoutes;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which instance leads which partition, and which have a copy. Immutable. */
final class Routes {
    static final Routes UNKNOWN = new Routes(Map.of(), Map.of(), Set.of());

    private final Map<Integer, URI> leaders;
    private final Map<Integer, List<URI>> copies;
    private final Set<URI> instances;

    private Routes(Map<Integer, URI> leaders, Map<Integer, List<URI>> copies, Set<URI> instances) {
        this.leaders = leaders;
        this.copies = copies;
        this.instances = instances;
    }

    /** As an instance tells them. */
    static Routes of(ViewRoutes told, String scheme) {
        Map<Integer, URI> leaders = new HashMap<>();
        Map<Integer, List<URI>> copies = new HashMap<>();
        Set<URI> instances = new TreeSet<>();
        for (ViewInstance instance : told.getInstances()) {
            URI address = URI.create(scheme + "://" + instance.getHost() + ":" + instance.getPort());
            instances.add(address);
            instance.getActive().forEach(partition -> leaders.put(partition, address));
            instance.getStandby()
                    .forEach(partition -> copies.computeIfAbsent(partition, _ -> new ArrayList<>())
                            .add(address));
        }
        return new Routes(leaders, copies, instances);
    }

    @Nullable
    URI leader(int partition) {
        return leaders.get(partition);
    }

    List<URI> copies(int partition) {
        return copies.getOrDefault(partition, List.of());
    }

    Set<URI> instances() {
        return instances;
    }
}
