"""The pair doctor: what is wrong with a frontal and a lateral radiograph before anything is made of them. No torch."""
