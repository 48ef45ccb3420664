"""What stands between the network and the pages: who is let in, what a browser may do, links, exports, health, logs."""
