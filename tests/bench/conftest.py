"""The pages that are measured are programs of their own, not modules to import."""

collect_ignore_glob = ["apps/*"]
