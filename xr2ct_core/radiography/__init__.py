"""What a radiograph shows beside the patient, and how its grey values become attenuation."""
