package io.calbridge.simulator;

/** A request that CMS refuses, with the name that it gives in failureDetails. */
final class Refusal extends RuntimeException {

    final int status;
    final String reason;
    final String parameter;

    private Refusal(int status, String reason, String parameter) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
        this.parameter = parameter;
    }

    static Refusal of(String reason) {
        return new Refusal(400, reason, null);
    }

    /** The id in the path names nothing. */
    static Refusal gone(String kind) {
        return new Refusal(404, kind + "DoesNotExist", null);
    }

    static Refusal with(int status, String reason) {
        return new Refusal(status, reason, null);
    }

    static Refusal parameter(String name) {
        return new Refusal(400, "parameterError", name);
    }

    static Refusal unknownPath() {
        return new Refusal(404, "unrecognizedObject", null);
    }

    static Refusal wrongVerb() {
        return new Refusal(400, "invalidOperation", null);
    }

    String xml() {
        return Xml.DECLARATION + "<failureDetails>" + (parameter == null ? "<" + reason + " />"
                : "<parameterError><parameter>" + Xml.escape(parameter)
                + "</parameter><error>invalidValue</error></parameterError>") + "</failureDetails>";
    }
}
