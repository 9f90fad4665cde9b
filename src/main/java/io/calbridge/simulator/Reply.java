package io.calbridge.simulator;

/** What CMS answers: 200 with XML, or with nothing, or with the place of what was made. */
record Reply(int status, String xml, String location) {

    static Reply done() {
        return new Reply(200, "", null);
    }

    static Reply made(String location) {
        return new Reply(200, "", location);
    }

    static Reply xml(String xml) {
        return new Reply(200, Xml.DECLARATION + xml, null);
    }

    static Reply refused(Refusal refusal) {
        return new Reply(refusal.status, refusal.xml(), null);
    }
}
