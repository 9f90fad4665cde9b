package io.calbridge.cli;

import io.calbridge.calendar.RoomDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is wrong with the room directory. */
final class RoomsCheck {

    private RoomsCheck() { }

    static List<String> problems(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return RoomDirectory.parse(file.toString(), Files.readString(file)).problems();
        } catch (IOException e) {
            return List.of(file + " cannot be read: " + e);
        }
    }
}
