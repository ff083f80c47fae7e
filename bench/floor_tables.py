"""The tables of the framework's floor; apart, because importing the floor makes it the settings' root."""

TABLES = """
CREATE TABLE IF NOT EXISTS bench_counter (id int PRIMARY KEY, value bigint NOT NULL);
INSERT INTO bench_counter VALUES (1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS bench_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigint, text text);
GRANT SELECT, INSERT, UPDATE ON bench_counter, bench_row TO daybreak;
"""
