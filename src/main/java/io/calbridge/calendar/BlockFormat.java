package io.calbridge.calendar;

import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.component.ical.ICalDataFormat;

/** camel-ical's data format for one block at a time: its parser is shared, and would mix the meetings of two threads. */
public final class BlockFormat extends ICalDataFormat {

    @Override
    public synchronized Object unmarshal(Exchange exchange, InputStream stream) throws Exception {
        return super.unmarshal(exchange, stream);
    }
}
