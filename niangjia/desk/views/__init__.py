"""The views of the desk, one module per noun: from a request to one question or one act."""
