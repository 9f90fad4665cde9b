package io.calbridge.store;

import io.calbridge.settings.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** An empty store of each kind: an H2 file, and a database of a real PostgreSQL that is started once. */
public final class Databases {

    private static EmbeddedPostgres postgres;

    private Databases() { }

    /** Opens a store of its own for each test. */
    public interface Kind {
        Settings.Store settings();
    }

    /** For {@code @MethodSource}. */
    public static Stream<Named<Kind>> both() {
        return Stream.of(Named.of("H2", Databases::h2), Named.of("PostgreSQL", Databases::postgres));
    }

    private static Settings.Store h2() {
        try {
            return new Settings.Store("jdbc:h2:file:" + java.nio.file.Files.createTempDirectory("store")
                    .resolve("calbridge"), "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static synchronized Settings.Store postgres() {
        try {
            if (postgres == null) {
                postgres = EmbeddedPostgres.builder().start();
            }
            String name = "t" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = postgres.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return new Settings.Store(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
        } catch (IOException | java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
