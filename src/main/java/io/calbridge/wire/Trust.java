package io.calbridge.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Whose certificates we believe. */
public final class Trust {

    private Trust() { }

    /**
     * @param pem file with certificates of authorities; empty for the system's trust
     * @param key under which an administrator gave the file; errors begin with it
     * @throws IllegalArgumentException if the file cannot be read, or holds no certificate
     */
    public static SSLContextParameters in(Optional<Path> pem, String key) {
        SSLContextParameters parameters = new SSLContextParameters();
        if (pem.isPresent()) {
            KeyStoreParameters store = new KeyStoreParameters();
            store.setKeyStore(read(pem.get(), key));
            TrustManagersParameters managers = new TrustManagersParameters();
            managers.setKeyStore(store);
            parameters.setTrustManagers(managers);
        }
        return parameters;
    }

    private static KeyStore read(Path pem, String key) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> authorities = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (authorities.isEmpty()) {
                throw new IllegalArgumentException(key + ": " + pem
                        + " holds no certificate; it must be PEM, with -----BEGIN CERTIFICATE-----");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities) {
                store.setCertificateEntry("ca-" + number++, authority);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(key + ": " + pem + " cannot be read as PEM: "
                    + e.getMessage(), e);
        }
    }
}
