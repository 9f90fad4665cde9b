package io.calbridge.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.CalendarParserFactory;
import net.fortuna.ical4j.data.ContentHandlerContext;
import net.fortuna.ical4j.data.DefaultParameterFactorySupplier;
import net.fortuna.ical4j.data.DefaultPropertyFactorySupplier;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterFactory;
import net.fortuna.ical4j.model.PropertyFactory;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import org.apache.camel.Exchange;
import org.apache.camel.component.ical.ICalDataFormat;

/** camel-ical's data format for one block at a time: its parser is shared, and would mix the meetings of two threads. */
public final class BlockFormat extends ICalDataFormat {

    // ical4j makes these anew for each property of each meeting.
    private final List<PropertyFactory<?>> properties = new DefaultPropertyFactorySupplier().get();
    private final List<ParameterFactory<?>> parameters = new DefaultParameterFactorySupplier().get();
    private final CalendarBuilder builder = new CalendarBuilder(CalendarParserFactory.getInstance().get(),
            new ContentHandlerContext().withPropertyFactorySupplier(() -> properties)
                    .withParameterFactorySupplier(() -> parameters),
            TimeZoneRegistryFactory.getInstance().createRegistry());

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) throws Exception {
        return read(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** @throws ParserException if it is no calendar */
    synchronized Calendar read(Reader block) throws IOException, ParserException {
        return builder.build(block);
    }
}
