"""LeNet in Keras.

61,706 parameters; images are [N, 28, 28, 1], pixels from 0 to 1.
"""
import keras
from keras import layers


keras.config.set_image_data_format("channels_last")
model = keras.Sequential([
    layers.Input((28, 28, 1)),
    layers.Conv2D(6, kernel_size=5, padding="same", activation="sigmoid"),
    layers.AveragePooling2D(pool_size=2),
    layers.Conv2D(16, kernel_size=5, activation="sigmoid"),
    layers.AveragePooling2D(pool_size=2),
    layers.Flatten(),
    layers.Dense(120, activation="sigmoid"),
    layers.Dense(84, activation="sigmoid"),
    layers.Dense(10),
], name="LeNet")
