"""Who may do what: the gate, logins, browsers, roles, tokens."""
