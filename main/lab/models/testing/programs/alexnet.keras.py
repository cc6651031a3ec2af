"""AlexNet in Keras.

46,764,746 parameters; images are [N, 224, 224, 1], pixels from 0 to 1.
"""
import keras
from keras import layers


keras.config.set_image_data_format("channels_last")
model = keras.Sequential([
    layers.Input((224, 224, 1)),
    layers.ZeroPadding2D(1),
    layers.Conv2D(96, kernel_size=11, strides=4, activation="relu"),
    layers.MaxPooling2D(pool_size=3, strides=2),
    layers.Conv2D(256, kernel_size=5, padding="same", activation="relu"),
    layers.MaxPooling2D(pool_size=3, strides=2),
    layers.Conv2D(384, kernel_size=3, padding="same", activation="relu"),
    layers.Conv2D(384, kernel_size=3, padding="same", activation="relu"),
    layers.Conv2D(256, kernel_size=3, padding="same", activation="relu"),
    layers.MaxPooling2D(pool_size=3, strides=2),
    layers.Flatten(),
    layers.Dense(4096, activation="relu"), layers.Dropout(0.5),
    layers.Dense(4096, activation="relu"), layers.Dropout(0.5),
    layers.Dense(10),
], name="AlexNet")
