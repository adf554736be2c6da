"""Drawing, editing and painting measurements on canvases."""
