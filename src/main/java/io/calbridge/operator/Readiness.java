package io.calbridge.operator;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** One condition without which Calbridge cannot do its work; it shows in {@code /observe/health/ready}. */
public final class Readiness extends AbstractHealthCheck {

    private final String whenNot;
    private final BooleanSupplier condition;

    /**
     * @param name    of the condition
     * @param whenNot what an operator reads while it does not hold
     */
    public Readiness(String name, String whenNot, BooleanSupplier condition) {
        super("calbridge", name);
        this.whenNot = whenNot;
        this.condition = condition;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        if (condition.getAsBoolean()) {
            result.up();
        } else {
            result.message(whenNot).down();
        }
    }
}
