package io.calbridge.simulator;

import java.util.Map;

/** XML as CMS writes it: on one line, unset elements absent. */
final class Xml {

    static final String DECLARATION = "<?xml version=\"1.0\"?>";

    private final StringBuilder text = new StringBuilder();

    private Xml() { }

    /** An element with an id. */
    static Xml element(String name, String id) {
        Xml xml = new Xml();
        xml.text.append('<').append(name).append(id == null ? "" : " id=\"" + id + "\"").append('>');
        return xml;
    }

    /** A field, absent when null. */
    Xml field(String name, Object value) {
        if (value != null) {
            text.append('<').append(name).append('>').append(escape(value.toString())).append("</").append(name).append('>');
        }
        return this;
    }

    Xml fields(Map<String, String> fields) {
        fields.forEach(this::field);
        return this;
    }

    Xml raw(String xml) {
        text.append(xml);
        return this;
    }

    String end(String name) {
        return text.append("</").append(name).append('>').toString();
    }

    static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char one : value.toCharArray()) {
            switch (one) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                default -> {
                    if (one >= ' ' || one == '\t' || one == '\n' || one == '\r') {
                        escaped.append(one);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
