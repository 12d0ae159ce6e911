package dev.kassa.standalone.registry;

import java.util.List;

/** The registry's no, with Confluent's status and error code. */
final class RegistryRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    RegistryRefusal(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** Confluent's error code. */
    int code() {
        return code;
    }

    /** The words; never null, as in every refusal. */
    String words() {
        return String.valueOf(getMessage());
    }

    static RegistryRefusal subjectNotFound(String subject) {
        return new RegistryRefusal(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryRefusal versionNotFound(String version) {
        return new RegistryRefusal(404, 40402, "Version " + version + " not found.");
    }

    static RegistryRefusal schemaNotFound(String what) {
        return new RegistryRefusal(404, 40403, "Schema " + what + "not found");
    }

    static RegistryRefusal noLevelOf(String subject) {
        return new RegistryRefusal(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryRefusal invalidSchema(String why) {
        return new RegistryRefusal(422, 42201, "Invalid schema: " + why);
    }

    static RegistryRefusal invalidVersion(String version) {
        return new RegistryRefusal(
                422, 42202, "The specified version '" + version + "' is not a number from 1 up, nor \"latest\"");
    }

    static RegistryRefusal invalidLevel(String level) {
        return new RegistryRefusal(
                422,
                42203,
                "Invalid compatibility level '" + level + "'. Valid are " + List.of(CompatibilityLevel.values()));
    }

    static RegistryRefusal incompatible(String subject, List<String> reasons) {
        return new RegistryRefusal(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + String.join("; ", reasons));
    }
}
