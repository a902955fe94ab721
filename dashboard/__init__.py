"""Länspuls dashboard: from the store to sentence, figure, table, page and PDF; pure functions of tables inside."""
