"""Hotels: stays, what guests need before they come, what is put right while they are there, and care afterwards."""
