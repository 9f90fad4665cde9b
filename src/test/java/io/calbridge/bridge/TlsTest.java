package io.calbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calbridge.simulator.CmsSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    @TempDir
    private Path folder;
    private Path certificate;
    private CmsSimulator simulator;

    @BeforeEach
    void start() throws Exception {
        KeyStore keys = keys("cms");
        certificate = pem("CERTIFICATE", keys.getCertificate("cms").getEncoded());
        Path key = pem("PRIVATE KEY", keys.getKey("cms", "changeit".toCharArray()).getEncoded());
        simulator = CmsSimulator.builder().credentials("api", "secret").tls(certificate, key).start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_bridge_whose_private_authority_is_in_the_ca_file_is_believed() throws Exception {
        try (Rig rig = Rig.toward(simulator.url(1)).trusting(certificate).door()) {
            assertThat(rig.ask(CmsRequest.get("/system/status")).text("softwareVersion")).isNotEmpty();
        }
    }

    @Test
    void a_bridge_of_an_unknown_authority_gets_no_request_and_the_key_to_mend_is_named() throws Exception {
        try (Rig rig = Rig.toward(simulator.url(1)).door()) {
            assertThatThrownBy(() -> rig.ask(CmsRequest.post("/callProfiles", "participantLimit", "1000").briefly(true)))
                    .isInstanceOf(NotSentException.class)
                    .hasMessageContainingAll("certificate", "calbridge.cms.ca-file");
            assertThat(simulator.requests()).isEmpty();
        }
    }

    @Test
    void a_certificate_for_another_name_is_not_believed() throws Exception {
        URI other = URI.create(simulator.url(1).toString().replace("127.0.0.1", "localhost"));
        try (Rig rig = Rig.toward(other).trusting(certificate).door()) {
            assertThatThrownBy(() -> rig.ask(CmsRequest.get("/system/status").briefly(true)))
                    .isInstanceOf(NotSentException.class).hasMessageContaining("certificate");
        }
    }

    @Test
    void a_ca_file_that_is_none_is_named() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> Rig.toward(simulator.url(1)).trusting(empty).door())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("calbridge.cms.ca-file", empty.toString());
    }

    private KeyStore keys(String alias) throws Exception {
        Path store = folder.resolve(alias + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=cms", "-ext", "san=ip:127.0.0.1",
                "-keystore", store.toString(), "-storepass", "changeit", "-validity", "2").redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    }

    private Path pem(String kind, byte[] content) throws Exception {
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind + "-----\n");
    }
}
