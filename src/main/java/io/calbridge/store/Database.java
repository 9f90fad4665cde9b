package io.calbridge.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.calbridge.settings.Settings;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/** The one database of this daemon: an H2 file, or a PostgreSQL that several daemons may share. */
public final class Database implements AutoCloseable {

    private static final String H2_FILE = "jdbc:h2:file:";

    private static final String H2 = "jdbc:h2:";
    private final HikariDataSource dataSource;
    private final Jdbi jdbi;
    private final boolean embedded;

    private Database(HikariDataSource dataSource, boolean embedded) {
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource).registerArgument(new UuidArguments())
                .registerArrayType(String.class, "varchar");
        this.embedded = embedded;
    }

    /**
     * Connects, and brings the tables up to date.
     *
     * @throws StoreException if the database cannot be used; the message says what to do
     */
    public static Database open(Settings.Store store) {
        return open(store, durable(store.url()), true);
    }

    /**
     * Connects to read only, and changes nothing, not even the tables of an earlier version.
     *
     * @throws StoreException if the database cannot be used, or does not exist
     */
    public static Database look(Settings.Store store) {
        String url = durable(store.url());
        return open(store, url.startsWith(H2) ? url + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : url, false);
    }

    private static Database open(Settings.Store store, String url, boolean mayChange) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setReadOnly(!mayChange);
        config.setUsername(store.username());
        config.setPassword(store.password());
        config.setMaximumPoolSize(20);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        config.setPoolName("store");
        try {
            HikariDataSource dataSource = new HikariDataSource(config);
            try {
                if (mayChange) {
                    Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
                }
            } catch (FlywayException e) {
                dataSource.close();
                throw new StoreException(store.url(), e);
            }
            return new Database(dataSource, url.startsWith(H2));
        } catch (com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            throw new StoreException(store.url(), e);
        }
    }

    /**
     * H2 flushes a commit up to 500 ms late unless told; "intent before effect" would then be untrue after a kill. And it
     * gives up waiting for a lock after 2 s, but the first reading of a large feed holds the pool for longer.
     */
    private static String durable(String url) {
        if (!url.startsWith(H2)) {
            return url;
        }
        String relative = url.startsWith(H2_FILE) && !url.startsWith(H2_FILE + "/") && !url.startsWith(H2_FILE + ".")
                && !url.startsWith(H2_FILE + "~") ? H2_FILE + "./" + url.substring(H2_FILE.length()) : url;
        return relative + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000";
    }

    /** Access by SQL. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** The pooled connections. */
    public javax.sql.DataSource dataSource() {
        return dataSource;
    }

    /** Whether only this process can use the database. */
    public boolean isEmbedded() {
        return embedded;
    }

    /** Whether the database answers now. */
    public boolean isWell() {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("select id from pool_lock").mapTo(Integer.class).one()) == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }

    /** An identity for a new row, so that it can be known before it is written. */
    static UUID newId() {
        return UUID.randomUUID();
    }
}
