package io.calbridge.calendar.web;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a WebDAV server answers with 207 (RFC 4918). Elements go by their local names: servers differ in namespaces
 * less than in everything else, and no two names that we read are alike.
 *
 * @param syncToken of sync-collection (RFC 6578); empty for none
 */
record Multistatus(List<Resource> resources, String syncToken) {

    private static final int DEEPEST = 50;
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+\\s+(\\d{3}).*", Pattern.DOTALL);
    private static final XMLInputFactory XML = factory();

    /**
     * One of its responses.
     *
     * @param status     of the resource as a whole; 200 where only its properties have one
     * @param properties that the server has
     */
    record Resource(String href, int status, Map<String, Property> properties) {

        boolean is(String type) {
            return property("resourcetype").elements().contains(type);
        }

        String text(String property) {
            return property(property).text().strip();
        }

        Property property(String name) {
            return properties.getOrDefault(name, Property.NONE);
        }
    }

    /**
     * One property.
     *
     * @param elements names of all elements in it
     * @param hrefs    texts of its href elements
     * @param names    values of name attributes in it
     */
    record Property(String text, Set<String> elements, List<String> hrefs, Set<String> names) {
        static final Property NONE = new Property("", Set.of(), List.of(), Set.of());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** @throws WebException if it is no such answer, or not all of one */
    static Multistatus parse(byte[] body) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return new Reader(xml).multistatus();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw e instanceof WebException known ? known
                    : new WebException("answers with XML that is none, or cut off");
        }
    }

    private static final class Reader {

        private final XMLStreamReader xml;

        Reader(XMLStreamReader xml) {
            this.xml = xml;
        }

        private interface Child {
            void read(String name) throws XMLStreamException;
        }

        Multistatus multistatus() throws XMLStreamException {
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                if (xml.getEventType() == XMLStreamConstants.DTD) {
                    throw new WebException("answers with XML that has a DTD");
                }
            }
            if (!xml.getLocalName().equals("multistatus")) {
                throw new WebException("is no CalDAV server: it answers with <" + xml.getLocalName() + ">");
            }
            List<Resource> resources = new ArrayList<>();
            StringBuilder token = new StringBuilder();
            children(name -> {
                switch (name) {
                    case "response" -> resources.add(response());
                    case "sync-token" -> token.append(property().text().strip());
                    default -> property();
                }
            });
            return new Multistatus(resources, token.toString());
        }

        /** Reads to the end of the current element; each child must be read to its own end. */
        private void children(Child child) throws XMLStreamException {
            while (xml.next() != XMLStreamConstants.END_ELEMENT) {
                if (xml.isStartElement()) {
                    child.read(xml.getLocalName());
                }
            }
        }

        private Resource response() throws XMLStreamException {
            StringBuilder href = new StringBuilder();
            int[] status = {200};
            Map<String, Property> properties = new HashMap<>();
            children(name -> {
                switch (name) {
                    // An old form lists several hrefs with one status; none of the questions here is answered so.
                    case "href" -> href.append(property().text().strip());
                    case "status" -> status[0] = code(property().text());
                    case "propstat" -> properties.putAll(propstat());
                    default -> property();
                }
            });
            return new Resource(href.toString(), status[0], properties);
        }

        private Map<String, Property> propstat() throws XMLStreamException {
            Map<String, Property> properties = new HashMap<>();
            int[] status = {200};
            children(name -> {
                switch (name) {
                    case "prop" -> children(property -> properties.put(property, property()));
                    case "status" -> status[0] = code(property().text());
                    default -> property();
                }
            });
            return status[0] / 100 == 2 ? properties : Map.of();
        }

        private Property property() throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            Set<String> elements = new HashSet<>();
            List<String> hrefs = new ArrayList<>();
            Set<String> names = new HashSet<>();
            StringBuilder href = new StringBuilder();
            for (int depth = 1; depth > 0;) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    elements.add(xml.getLocalName());
                    href.setLength(0);
                    String name = xml.getAttributeValue(null, "name");
                    if (name != null) {
                        names.add(name);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                    if (depth > 0 && xml.getLocalName().equals("href")) {
                        hrefs.add(href.toString().strip());
                    }
                } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                    (depth == 1 ? text : href).append(xml.getText());
                }
                if (depth > DEEPEST) {
                    throw new WebException("answers with XML that is too deep");
                }
            }
            return new Property(text.toString(), elements, hrefs, names);
        }

        private static int code(String status) {
            Matcher code = STATUS.matcher(status.strip());
            return code.matches() ? Integer.parseInt(code.group(1)) : 0;
        }
    }
}
