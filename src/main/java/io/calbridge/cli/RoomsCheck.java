package io.calbridge.cli;

import io.calbridge.calendar.RoomDirectory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What can be said of the room directory.
 *
 * @param summary  the file and how many rooms it knows
 * @param problems what is wrong with it, each naming file, line and cure
 */
record RoomsCheck(String summary, List<String> problems) {

    static RoomsCheck of(Path file) {
        if (!Files.exists(file)) {
            return new RoomsCheck("no room directory: " + file + " does not exist, so no mail address is dialled", List.of());
        }
        try {
            RoomDirectory rooms = RoomDirectory.parse(file.toString(), Files.readString(file));
            return new RoomsCheck("room directory " + file + ", with " + rooms.size()
                    + (rooms.size() == 1 ? " room" : " rooms"), rooms.problems());
        } catch (CharacterCodingException e) {
            return new RoomsCheck("", List.of(file + " is not UTF-8: save it as UTF-8"));
        } catch (IOException e) {
            return new RoomsCheck("", List.of(file + " cannot be read (" + e
                    + "); give the user that runs Calbridge access"));
        }
    }
}
