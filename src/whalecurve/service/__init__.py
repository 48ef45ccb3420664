"""Every rule of who may do what, checked by principal on each call, whatever the screen showed or hid."""
