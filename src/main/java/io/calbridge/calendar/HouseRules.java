package io.calbridge.calendar;

import io.calbridge.settings.Settings;

/**
 * What the administrator's word is in reading the meetings of one calendar.
 *
 * @param dialPlan  whom meetings may dial
 * @param selection which of them become conferences
 * @param options   what their organisers may choose
 */
record HouseRules(DialPlan dialPlan, Selection selection, OptionReader options) {

    /** The rules of a calendar. */
    static HouseRules of(Settings settings, CalendarParameters calendar, RoomDirectory rooms) {
        return new HouseRules(new DialPlan(settings.dial(), settings.pool(), rooms),
                Selection.of(calendar, settings.meetings()), new OptionReader(settings.meetings().options()));
    }

    /** What is read of a meeting under these rules. */
    MeetingBlock needed(MeetingBlock block) {
        return selection.readsDescriptions() || options.readsDescriptions(block.text()) ? block : block.withoutDescriptions();
    }

    /** Every meeting is taken, and organisers may choose nothing. */
    static HouseRules of(DialPlan dialPlan) {
        return new HouseRules(dialPlan, Selection.ALL, new OptionReader(Settings.Meetings.USUAL.options()));
    }
}
